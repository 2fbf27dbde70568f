package io.lameduck.http2;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The same entries as another map, in that map, so that either may stand for the other at any time.
 * It has what the servers call.
 */
@SuppressWarnings("serial") // It never is.
class ForwardingMap extends ConcurrentHashMap<Object, Object> {

  private final ConcurrentHashMap<Object, Object> map;

  @SuppressWarnings("unchecked") // Of streams, whose type the jar does not have.
  ForwardingMap(Object map) {
    this.map = (ConcurrentHashMap<Object, Object>) map;
  }

  @Override
  public @Nullable Object get(Object stream) {
    return map.get(stream);
  }

  @Override
  public @Nullable Object put(Object stream, Object value) {
    return map.put(stream, value);
  }

  @Override
  public @Nullable Object remove(Object stream) {
    return map.remove(stream);
  }

  @Override
  public boolean containsKey(Object stream) {
    return map.containsKey(stream);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public boolean isEmpty() {
    return map.isEmpty();
  }

  @Override
  public Collection<Object> values() {
    return map.values();
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return map.entrySet();
  }

  @Override
  public KeySetView<Object, Object> keySet() {
    return map.keySet();
  }
}
