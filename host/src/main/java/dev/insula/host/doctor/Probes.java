package dev.insula.host.doctor;

import dev.insula.host.json.JsonText;
import dev.insula.spawner.client.SpawnerClient;
import dev.insula.spawner.client.SpawnerListener;
import dev.insula.spawner.client.Started;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts a probe in each site's place, and lets each one look for what the others have planted. */
public final class Probes implements SpawnerListener {
  private static final int PATIENCE_SECONDS = 60;

  private final Map<String, ProbeWords> words = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Map<String, Object>>> told =
      new ConcurrentHashMap<>();

  /**
   * One try of one site at another.
   *
   * @param kind what it looked for
   * @param open whether it found it
   */
  public record Try(String from, String to, String kind, boolean open) {}

  private Probes() {}

  /**
   * Runs the probes of these sites.
   *
   * @param socket where the spawner listens whose plans are the probes'
   * @param here sites in this JVM, which the probes look for, too
   * @param elsewhere sites of which the probes look for files alone
   * @throws IOException a sentence, if a probe cannot be run
   */
  public static Found run(
      Path socket, List<String> sites, Collection<String> here, Collection<String> elsewhere)
      throws IOException {
    var probes = new Probes();
    for (String site : sites) {
      probes.words.put(site, new ProbeWords(site));
      probes.told.put(site, new CompletableFuture<>());
    }
    try (var spawner = SpawnerClient.connect(socket, probes)) {
      Map<String, Started> started = new LinkedHashMap<>();
      for (String site : sites) {
        started.put(site, spawner.start(site, 1));
      }
      Map<String, Object> facts = new LinkedHashMap<>();
      for (Map.Entry<String, Started> one : started.entrySet()) {
        facts.put(one.getKey(), probes.facts(one.getKey(), one.getValue()));
      }
      here.forEach(site -> facts.put(site, Map.of("pid", ProcessHandle.current().pid())));
      elsewhere.forEach(site -> facts.put(site, Map.of()));
      List<Try> tries = new ArrayList<>();
      for (Map.Entry<String, Started> one : started.entrySet()) {
        tries.addAll(ask(one.getKey(), one.getValue().socket(), facts));
      }
      return new Found(tries, probes.notes(sites));
    }
  }

  private List<String> notes(List<String> sites) {
    return sites.stream()
        .map(words::get)
        .filter(Objects::nonNull)
        .flatMap(said -> said.notes().stream())
        .toList();
  }

  private Map<String, Object> facts(String site, Started started) throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>(told(site));
    facts.put("socket", started.socket());
    if (facts.get("jvm") instanceof Long jvm) {
      facts.put("jvm-outside", RoomPids.outside(started.pid(), jvm));
    }
    if (facts.get("pid") instanceof Long inside) {
      facts.put("pid", RoomPids.outside(started.pid(), inside));
    }
    return facts;
  }

  private Map<String, Object> told(String site) throws IOException {
    try {
      return told.getOrDefault(site, new CompletableFuture<>())
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the probe of " + site + " did not start; its log says why", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the probe of " + site + " started", e);
    }
  }

  /** Lets one probe look for what the others have planted. */
  static List<Try> ask(String site, Path socket, Map<String, Object> facts) throws IOException {
    Map<String, Object> others = new LinkedHashMap<>(facts);
    others.remove(site);
    List<Try> tries = new ArrayList<>();
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      ByteBuffer order = StandardCharsets.UTF_8.encode(JsonText.of(others) + "\n");
      while (order.hasRemaining()) {
        channel.write(order);
      }
      var lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); !"end".equals(line); line = lines.readLine()) {
        if (line == null) {
          throw new IOException("the probe of " + site + " broke off");
        }
        String[] words = line.split(" ", 3);
        tries.add(new Try(site, words[1], words[2], words[0].equals("OPEN")));
      }
    }
    return tries;
  }

  @Override
  public void status(String site, long generation, String line) {
    words
        .computeIfAbsent(site, ProbeWords::new)
        .hear(line)
        .ifPresent(facts -> told.getOrDefault(site, new CompletableFuture<>()).complete(facts));
  }

  @Override
  public void killedForMemory(String site, long generation, long processes) {
    // Its exit follows.
  }

  @Override
  public void exited(String site, long generation, int status, long oomKills) {
    told.getOrDefault(site, new CompletableFuture<>())
        .completeExceptionally(new IOException("exit status " + status));
  }

  @Override
  public void disconnected(String reason) {
    told.values().forEach(facts -> facts.completeExceptionally(new IOException(reason)));
  }
}
