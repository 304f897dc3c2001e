package dev.insula.host.route;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which target answers for a host name: the exact name, else the longest wildcard, else the
 * default. Immutable; a reload publishes a new table with one assignment.
 *
 * @param <T> what a name leads to
 */
public final class Routes<T> {
  private final Map<String, T> exact;
  private final SuffixTable<T> wildcards;
  private final @Nullable T fallback;

  private Routes(Builder<T> builder) {
    exact = Map.copyOf(builder.exact);
    wildcards = new SuffixTable<>(builder.wildcards);
    fallback = builder.fallback;
  }

  /** A table in which nothing is found. */
  public static <T> Routes<T> empty() {
    return new Builder<T>().build();
  }

  /**
   * Finds the target of a host in normal form (lower-case A-labels, no port, no trailing dot; IPv6
   * literals in brackets). Takes no lock and allocates nothing.
   */
  public @Nullable T find(String host) {
    T found = exact.get(host);
    if (found != null) {
      return found;
    }
    found = wildcards.longestSuffixOf(host);
    return found != null ? found : fallback;
  }

  /** Collects routes; not safe for use by several threads. */
  public static final class Builder<T> {
    private final Map<String, T> exact = new HashMap<>();
    private final Map<String, T> wildcards = new HashMap<>();
    private @Nullable T fallback;

    /** The host {@code name} itself leads to {@code target}; the last call for a name counts. */
    public Builder<T> exact(String name, T target) {
      exact.put(name, target);
      return this;
    }

    /** Every name that ends in {@code "." + suffix}, with one or more labels before it. */
    public Builder<T> wildcard(String suffix, T target) {
      wildcards.put(suffix, target);
      return this;
    }

    /** Every name that nothing else claims. */
    public Builder<T> fallback(T target) {
      fallback = target;
      return this;
    }

    /** The table as it is now. */
    public Routes<T> build() {
      return new Routes<>(this);
    }
  }
}
