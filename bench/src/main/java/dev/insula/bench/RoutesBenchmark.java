package dev.insula.bench;

import dev.insula.host.route.Routes;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * From a host name to its site. A request's name is a string of its own whose hash nobody has
 * computed before, so each call makes one; {@link #nameAlone} is what that costs. Every site has an
 * exact name and a wildcard.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoutesBenchmark {
  /** As many names as a busy moment asks for; they stay in the processor's caches. */
  private static final int ASKED = 64;

  /** The number of sites. */
  @Param({"10", "1000", "100000"})
  public int sites;

  private Routes<Integer> routes = Routes.empty();
  private byte[][] exact = {};
  private byte[][] below = {};
  private byte[][] unknown = {};
  private byte[][] all = {};
  private int at;

  /** Builds the table. */
  @Setup
  public void build() {
    Routes.Builder<Integer> builder = new Routes.Builder<>();
    for (int site = 0; site < sites; site++) {
      builder.exact("www.customer-" + digits(site) + ".example", site);
      builder.wildcard("customer-" + digits(site) + ".test", site);
    }
    routes = builder.build();
    exact = names("www.customer-", ".example", ASKED);
    below = names("www.customer-", ".test", ASKED);
    unknown = names("www.stranger-", ".example", ASKED);
    all = names("www.customer-", ".example", sites);
  }

  /** Names are equally long, however many there are. */
  private static String digits(int site) {
    return Integer.toString(1_000_000 + site);
  }

  private byte[][] names(String before, String behind, int count) {
    Random random = new Random(count);
    byte[][] names = new byte[count][];
    for (int i = 0; i < count; i++) {
      String name = before + digits(random.nextInt(sites)) + behind;
      names[i] = name.getBytes(StandardCharsets.ISO_8859_1);
    }
    return names;
  }

  private String next(byte[][] names) {
    at = at + 1 < names.length ? at + 1 : 0;
    return new String(names[at], StandardCharsets.ISO_8859_1);
  }

  /** The name and its hash, without a look-up. */
  @Benchmark
  public int nameAlone() {
    return next(exact).hashCode();
  }

  /** A name that a site claims. */
  @Benchmark
  public @Nullable Integer exact() {
    return routes.find(next(exact));
  }

  /** A name below a wildcard. */
  @Benchmark
  public @Nullable Integer wildcard() {
    return routes.find(next(below));
  }

  /** A name that nobody claims. */
  @Benchmark
  public @Nullable Integer miss() {
    return routes.find(next(unknown));
  }

  /** All sites are asked for in disorder: with many of them, memory is slower than the table. */
  @Benchmark
  public @Nullable Integer exactOfAll() {
    return routes.find(next(all));
  }
}
