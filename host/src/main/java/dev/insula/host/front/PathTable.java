package dev.insula.host.front;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What answers below which path of one site: the longest prefix wins. Immutable; a look-up walks
 * the path once, allocates nothing and takes time by the path's length, not by the table's.
 *
 * <p>{@code /a/} wins over {@code /a} for what is below it, {@code /a} answers for the path itself.
 *
 * @param <T> what answers
 */
public final class PathTable<T> {
  private final Node<T> root;

  private PathTable(Node<T> root) {
    this.root = root;
  }

  /**
   * A table of these prefixes ({@link PathPrefix#of}).
   *
   * @throws IllegalArgumentException with a sentence, if one of them is no prefix
   */
  public static <T> PathTable<T> of(Map<String, ? extends T> answers) {
    List<Entry<T>> entries = new ArrayList<>();
    answers.forEach((prefix, answer) -> entries.add(new Entry<>(PathPrefix.of(prefix), answer)));
    return new PathTable<>(Node.of(entries, 0));
  }

  /** What answers for a path as it was sent, with or without its query; null if nothing does. */
  public @Nullable T find(String path) {
    int end = PathSegments.end(path);
    if (end == 0 || path.charAt(0) != '/') {
      return null;
    }
    Node<T> node = root;
    T found = null;
    int at = 0;
    while (node != null) {
      if (node.here != null) {
        found = node.here;
      }
      if (at == end) {
        return found;
      }
      if (node.below != null) {
        found = node.below;
      }
      int from = PathSegments.behindSlashes(path, at, end);
      at = PathSegments.segmentEnd(path, from, end);
      node = node.child(path, from, PathSegments.nameEnd(path, from, at));
    }
    return found;
  }

  private record Entry<T>(PathPrefix prefix, T answer) {}

  /** One segment; its children lie in a hash table with open addressing. */
  private static final class Node<T> {
    private final byte[] name;
    private final @Nullable T here;
    private final @Nullable T below;
    private final List<@Nullable Node<T>> children;

    private Node(
        byte[] name, @Nullable T here, @Nullable T below, List<@Nullable Node<T>> children) {
      this.name = name;
      this.here = here;
      this.below = below;
      this.children = children;
    }

    /** The node at {@code depth} of entries that all share the segments above it. */
    static <T> Node<T> of(List<Entry<T>> entries, int depth) {
      T here = null;
      T below = null;
      List<Node<T>> children = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (Entry<T> entry : entries) {
        List<byte[]> segments = entry.prefix().segments();
        if (segments.size() > depth) {
          byte[] segment = segments.get(depth);
          if (seen.add(new String(segment, StandardCharsets.UTF_8))) {
            children.add(of(sharing(entries, depth, segment), depth + 1));
          }
        } else if (entry.prefix().onlyBelow()) {
          below = entry.answer();
        } else {
          here = entry.answer();
        }
      }
      byte[] name =
          depth == 0 ? new byte[0] : entries.getFirst().prefix().segments().get(depth - 1);
      return new Node<>(name, here, below, hashed(children));
    }

    private static <T> List<Entry<T>> sharing(List<Entry<T>> entries, int depth, byte[] segment) {
      return entries.stream()
          .filter(entry -> entry.prefix().segments().size() > depth)
          .filter(entry -> Arrays.equals(entry.prefix().segments().get(depth), segment))
          .toList();
    }

    private static <T> List<@Nullable Node<T>> hashed(List<Node<T>> nodes) {
      int size = Integer.highestOneBit(Math.max(1, nodes.size())) * 4;
      List<@Nullable Node<T>> table = new ArrayList<>();
      for (int slot = 0; slot < size; slot++) {
        table.add(null);
      }
      for (Node<T> node : nodes) {
        int slot = PathSegments.hash(node.name) & (size - 1);
        while (table.get(slot) != null) {
          slot = (slot + 1) & (size - 1);
        }
        table.set(slot, node);
      }
      return table;
    }

    @Nullable Node<T> child(String path, int from, int to) {
      int last = children.size() - 1;
      int slot = PathSegments.hash(path, from, to) & last;
      Node<T> child = children.get(slot);
      while (child != null && !PathSegments.spells(path, from, to, child.name)) {
        slot = (slot + 1) & last;
        child = children.get(slot);
      }
      return child;
    }
  }
}
