package io.lameduck.tck.agent;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives a private member another name in all classes of its package, such as {@code
 * org/example/Type.field} in those of {@code org/example}. The argument is a list of them, divided
 * by commas. For the server nothing changes; who looks for the member by its name finds none.
 */
public final class RenamingAgent {

  private static final int UTF8 = 1;

  private RenamingAgent() {}

  /** For the JVM. */
  public static void premain(String members, Instrumentation jvm) {
    for (String member : members.split(",", -1)) {
      jvm.addTransformer(new Renaming(member));
    }
  }

  private static final class Renaming implements ClassFileTransformer {

    private final String inPackage;
    private final byte[] name;

    Renaming(String member) {
      inPackage = member.substring(0, member.lastIndexOf('/') + 1);
      name = constant(member.substring(member.lastIndexOf('.') + 1));
    }

    /** As it is among the constants of a class file. */
    private static byte[] constant(String text) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream data = new DataOutputStream(bytes)) {
        data.writeByte(UTF8);
        data.writeUTF(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        String type,
        @Nullable Class<?> redefined,
        ProtectionDomain domain,
        byte[] file) {
      if (type == null
          || !type.startsWith(inPackage)
          || type.indexOf('/', inPackage.length()) >= 0) {
        return null;
      }
      byte[] changed = file.clone();
      for (int at = 0; at + name.length <= file.length; at++) {
        if (Arrays.equals(file, at, at + name.length, name, 0, name.length)) {
          changed[at + name.length - 1] = '_';
        }
      }
      return changed;
    }
  }
}
