package io.lameduck;

import static io.lameduck.TypeText.annotations;
import static io.lameduck.TypeText.listed;
import static io.lameduck.TypeText.text;
import static io.lameduck.TypeText.value;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Public types as lines of text: everything that can be called, implemented or seen by reflection,
 * with its annotations and their values. Each line says whose it is, so that it can be read alone.
 *
 * <p>What a record or an enum has by itself is left out.
 */
final class PublicTypes {

  private static final String CLASS_FILE = ".class";

  private PublicTypes() {}

  /** Those of a package, in the order of their names; the package's own annotations come first. */
  static List<String> of(Path classes, String packageName)
      throws IOException, ReflectiveOperationException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes.resolve(packageName.replace('.', '/')))) {
      for (String file : files.map(path -> path.getFileName().toString()).sorted().toList()) {
        if (file.endsWith(CLASS_FILE)) {
          String name = file.substring(0, file.length() - CLASS_FILE.length());
          Class<?> type = Class.forName(packageName + "." + name);
          if (name.equals("package-info")) {
            lines.add(0, annotations(type) + "package " + packageName);
          } else if (isOutside(type)) {
            lines.addAll(of(type));
          }
        }
      }
    }
    return lines;
  }

  /** Its head, then its members. */
  static List<String> of(Class<?> type) throws ReflectiveOperationException {
    List<String> members = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (isOutside(field) && !field.isEnumConstant()) {
        members.add(start(field) + text(field.getAnnotatedType()) + " " + name(field));
      }
    }
    for (Executable constructor : type.getDeclaredConstructors()) {
      if (isOutside(constructor) && !type.isRecord()) {
        members.add(start(constructor) + type.getName() + parameters(constructor));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isOutside(method) && !isImplied(method)) {
        Object preset = method.getDefaultValue();
        members.add(
            start(method)
                + (method.isDefault() ? "default " : "")
                + text(method.getAnnotatedReturnType())
                + " "
                + name(method)
                + parameters(method)
                + (preset == null ? "" : " default " + value(preset)));
      }
    }
    members.sort(Comparator.naturalOrder());
    List<String> lines = new ArrayList<>();
    lines.add(head(type));
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        lines.add(type.getName() + "." + ((Enum<?>) constant).name());
      }
    }
    lines.addAll(members);
    return lines;
  }

  private static boolean isOutside(Class<?> type) {
    Class<?> enclosing = type.getEnclosingClass();
    return isOutside(type.getModifiers())
        && !type.isAnonymousClass()
        && (enclosing == null || isOutside(enclosing));
  }

  private static boolean isOutside(Member member) {
    return isOutside(member.getModifiers()) && !member.isSynthetic();
  }

  private static boolean isOutside(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static boolean isImplied(Method method) {
    Class<?> type = method.getDeclaringClass();
    if (type.isRecord()) {
      return List.of("equals", "hashCode", "toString").contains(method.getName())
          || Arrays.stream(type.getRecordComponents())
              .anyMatch(component -> component.getAccessor().equals(method));
    }
    return type.isEnum() && List.of("values", "valueOf").contains(method.getName());
  }

  private static String head(Class<?> type) throws ReflectiveOperationException {
    int implied = type.isInterface() ? Modifier.INTERFACE | Modifier.ABSTRACT : 0;
    AnnotatedType parent = type.getAnnotatedSuperclass();
    boolean chosen = kind(type).equals("class") && type.getSuperclass() != Object.class;
    return annotations(type)
        + modifiers(type.getModifiers() & ~implied)
        + (type.isSealed() ? "sealed " : "")
        + kind(type)
        + " "
        + type.getName()
        + Arrays.stream(type.getTypeParameters())
            .map(variable -> variable + bounds(variable.getAnnotatedBounds()))
            .collect(listed("<", ", ", ">"))
        + components(type)
        + (chosen && parent != null ? " extends " + text(parent) : "")
        + Arrays.stream(type.getAnnotatedInterfaces())
            .map(TypeText::text)
            .collect(listed(" implements ", ", ", ""));
  }

  private static String kind(Class<?> type) {
    if (type.isInterface()) {
      return type.isAnnotation() ? "@interface" : "interface";
    }
    return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
  }

  private static String bounds(AnnotatedType[] bounds) {
    return Arrays.stream(bounds).map(TypeText::text).collect(listed(" extends ", " & ", ""));
  }

  /** Their names are those of its methods, their order is that of its constructor. */
  private static String components(Class<?> type) {
    if (!type.isRecord()) {
      return "";
    }
    return "("
        + Arrays.stream(type.getRecordComponents())
            .map(component -> text(component.getAnnotatedType()) + " " + component.getName())
            .collect(listed("", ", ", ""))
        + ")";
  }

  private static <M extends AnnotatedElement & Member> String start(M member)
      throws ReflectiveOperationException {
    int hidden = Modifier.SYNCHRONIZED | Modifier.NATIVE | Modifier.VOLATILE | Modifier.TRANSIENT;
    return annotations(member) + modifiers(member.getModifiers() & ~hidden);
  }

  private static String modifiers(int modifiers) {
    return modifiers == 0 ? "" : Modifier.toString(modifiers) + " ";
  }

  private static String name(Member member) {
    return member.getDeclaringClass().getName() + "." + member.getName();
  }

  private static String parameters(Executable executable) {
    return "("
        + Arrays.stream(executable.getParameters())
            .map(Parameter::getAnnotatedType)
            .map(TypeText::text)
            .collect(listed("", ", ", ""))
        + ")"
        + Arrays.stream(executable.getAnnotatedExceptionTypes())
            .map(TypeText::text)
            .collect(listed(" throws ", ", ", ""));
  }
}
