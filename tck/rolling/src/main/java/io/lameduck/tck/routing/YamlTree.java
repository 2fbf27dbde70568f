package io.lameduck.tck.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A manifest, and patches merged into it as kustomize merges them: maps key by key, lists by the
 * names of their elements.
 */
final class YamlTree {

  private final @Nullable Object root;

  private YamlTree(@Nullable Object root) {
    this.root = root;
  }

  /** The only document of that file. */
  static YamlTree read(Path file) throws IOException {
    return new YamlTree(
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
  }

  YamlTree patched(YamlTree patch) {
    return new YamlTree(merge(root, patch.root));
  }

  /**
   * The value there.
   *
   * @param path keys of maps, and names of elements of lists
   */
  Optional<String> find(String... path) {
    @Nullable Object node = root;
    for (String step : path) {
      node = child(node, step);
    }
    return Optional.ofNullable(node).map(Object::toString);
  }

  /** The value there, which has to be. */
  String get(String... path) {
    return find(path)
        .orElseThrow(() -> new IllegalStateException("missing: " + String.join(".", path)));
  }

  /** The values of the elements of a list, by their names. */
  Map<String, String> values(String... path) {
    @Nullable Object node = root;
    for (String step : path) {
      node = child(node, step);
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Object element : node instanceof List<?> list ? list : List.of()) {
      values.put(name(element).orElseThrow(), String.valueOf(child(element, "value")));
    }
    return values;
  }

  private static @Nullable Object child(@Nullable Object node, String step) {
    if (node instanceof Map<?, ?> map) {
      return map.get(step);
    }
    if (node instanceof List<?> list) {
      return list.stream()
          .filter(element -> name(element).equals(Optional.of(step)))
          .findFirst()
          .orElse(null);
    }
    return null;
  }

  private static Optional<String> name(@Nullable Object element) {
    return element instanceof Map<?, ?> map
        ? Optional.ofNullable(map.get("name")).map(Object::toString)
        : Optional.empty();
  }

  private static @Nullable Object merge(@Nullable Object base, @Nullable Object patch) {
    if (base instanceof Map<?, ?> old && patch instanceof Map<?, ?> more) {
      Map<Object, @Nullable Object> merged = new LinkedHashMap<>(old);
      more.forEach((key, value) -> merged.put(key, merge(merged.get(key), value)));
      return merged;
    }
    if (base instanceof List<?> old && patch instanceof List<?> more) {
      List<@Nullable Object> merged = new ArrayList<>(old);
      more.forEach(element -> mergeInto(merged, element));
      return merged;
    }
    return patch;
  }

  private static void mergeInto(List<@Nullable Object> list, @Nullable Object element) {
    Optional<String> name = name(element);
    for (int i = 0; i < list.size(); i++) {
      if (name.isPresent() && name.equals(name(Objects.requireNonNull(list.get(i))))) {
        list.set(i, merge(list.get(i), element));
        return;
      }
    }
    list.add(element);
  }
}
