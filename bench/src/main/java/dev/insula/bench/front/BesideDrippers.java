package dev.insula.bench.front;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * How long a client waits while thousands of others drip on the same server, against the same
 * client while they drip on a server that only swallows: what the drips cost the machine is in
 * both.
 */
public final class BesideDrippers {
  private static final long MEASURED = TimeUnit.SECONDS.toNanos(7);
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);

  private final int sink;
  private final int count;
  private final ExecutorService dripping = Executors.newSingleThreadExecutor();

  private BesideDrippers(int sink, int count) {
    this.sink = sink;
    this.count = count;
  }

  /** Takes the number of drippers, of rounds, the sink's port, and {@code name=port} of servers. */
  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    BesideDrippers bench = new BesideDrippers(Integer.parseInt(arguments[2]), count);
    Map<String, Integer> servers = new LinkedHashMap<>();
    for (String pair : List.of(arguments).subList(3, arguments.length)) {
      String[] words = pair.split("=", 2);
      servers.put(words[0], Integer.valueOf(words[1]));
    }
    try {
      bench.run(servers, rounds);
    } finally {
      bench.dripping.shutdown();
    }
  }

  private void run(Map<String, Integer> servers, int rounds) throws Exception {
    Map<String, List<Double>> ratios = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Integer> server : servers.entrySet()) {
        long[] elsewhere = measure(server.getValue(), sink);
        long[] here = measure(server.getValue(), server.getValue());
        double ratio = (double) quantile(here, 99) / quantile(elsewhere, 99);
        ratios.computeIfAbsent(server.getKey(), name -> new ArrayList<>()).add(ratio);
        System.out.printf(
            "%-8s drips elsewhere p50 %4d p99 %5d us, here p50 %4d p99 %5d us, p99 times %.2f%n",
            server.getKey(),
            quantile(elsewhere, 50) / 1000,
            quantile(elsewhere, 99) / 1000,
            quantile(here, 50) / 1000,
            quantile(here, 99) / 1000,
            ratio);
      }
    }
    ratios.forEach((name, all) ->
        System.out.printf(
            "%-8s p99 beside %d drippers, median of %d rounds: %.2f times%n",
            name, count, rounds, all.stream().sorted().toList().get(all.size() / 2)));
    last(servers.values().iterator().next());
  }

  private long[] measure(int asked, int dripped)
      throws IOException, InterruptedException, ExecutionException {
    try (var asking = new Asking(asked);
        var drippers = new Drippers(dripped, count)) {
      asking.warmUp();
      long end = System.nanoTime() + MEASURED;
      Future<?> drips =
          dripping.submit(() -> {
            drippers.dripUntil(end);
            return 0;
          });
      long[] waits = asking.askUntil(end);
      drips.get();
      return waits;
    }
  }

  /** When the last of them has been sent away. */
  private void last(int port) throws IOException {
    try (var drippers = new Drippers(port, count)) {
      long start = System.nanoTime();
      drippers.dripUntil(start + LONGEST);
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      System.out.println(drippers.left() + " drippers left after " + seconds + " s");
    }
  }

  private static long quantile(long[] sorted, int hundredths) {
    return sorted[sorted.length * hundredths / 100];
  }
}
