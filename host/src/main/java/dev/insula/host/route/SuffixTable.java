package dev.insula.host.route;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An open-addressing hash table of domain suffixes. A suffix of the name in hand is looked up by
 * position, so no substring is made: {@link String#hashCode} of a suffix can be computed from right
 * to left, one multiplication a character, and the last hit on that way is the longest.
 */
final class SuffixTable<T> {
  private final @Nullable String[] suffixes;
  private final @Nullable Object[] targets;

  SuffixTable(Map<String, T> entries) {
    int capacity = Integer.highestOneBit(Math.max(1, entries.size() * 2)) * 2;
    suffixes = new @Nullable String[capacity];
    targets = new @Nullable Object[capacity];
    entries.forEach(this::insert);
  }

  private void insert(String suffix, T target) {
    int slot = slotOf(suffix.hashCode());
    while (suffixes[slot] != null) {
      slot = next(slot);
    }
    suffixes[slot] = suffix;
    targets[slot] = target;
  }

  @Nullable T longestSuffixOf(String name) {
    T longest = null;
    int hash = 0;
    int power = 1;
    for (int i = name.length() - 1; i > 0; i--) {
      char c = name.charAt(i);
      if (c == '.') {
        T hit = at(name, i + 1, hash);
        longest = hit != null ? hit : longest;
      }
      hash += c * power;
      power *= 31;
    }
    return longest;
  }

  // Only insert() stores targets, and it stores values of type T.
  @SuppressWarnings("unchecked")
  private @Nullable T at(String name, int from, int hash) {
    for (int slot = slotOf(hash); suffixes[slot] != null; slot = next(slot)) {
      if (isSuffix(suffixes[slot], name, from)) {
        return (T) targets[slot];
      }
    }
    return null;
  }

  private static boolean isSuffix(@Nullable String suffix, String name, int from) {
    return suffix != null
        && suffix.length() == name.length() - from
        && name.startsWith(suffix, from);
  }

  private int slotOf(int hash) {
    return (hash ^ (hash >>> 15)) & (suffixes.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (suffixes.length - 1);
  }
}
