package dev.insula.spawner.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The front's connection to the spawner. Any thread may ask; requests wait for one another and each
 * for its answer, at most {@link #ANSWER_SECONDS}. Events come on a thread of the client's own, an
 * event never before the answer to the request that caused it was read, though the caller of that
 * request may not have returned yet.
 */
public final class SpawnerClient implements AutoCloseable {
  private static final int ANSWER_SECONDS = 60;
  private static final int LARGEST_ANSWER = 4096;

  private final SocketChannel channel;
  private final SpawnerListener listener;
  private final BlockingQueue<Reply> answers = new ArrayBlockingQueue<>(LARGEST_ANSWER);
  private boolean listing;

  private SpawnerClient(SocketChannel channel, SpawnerListener listener) {
    this.channel = channel;
    this.listener = listener;
  }

  /**
   * Connects and begins to listen for events.
   *
   * @throws IOException if no spawner listens there or it does not take orders from this user
   */
  public static SpawnerClient connect(Path socket, SpawnerListener listener) throws IOException {
    var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    var client = new SpawnerClient(channel, listener);
    var lines =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.US_ASCII));
    String greeting = lines.readLine();
    if (!"insula-spawner 1".equals(greeting)) {
      channel.close();
      throw new IOException(
          "the spawner on "
              + socket
              + " does not take orders from this user, or is another version");
    }
    Thread.ofVirtual().name("insula-spawner").start(() -> client.read(lines));
    return client;
  }

  /**
   * Starts a generation from the site's plan.
   *
   * @throws SpawnerException if the spawner refuses
   * @throws IOException if the connection broke
   */
  public synchronized Started start(String site, long generation) throws IOException {
    return ask("START " + site + " " + generation).getLast().started();
  }

  /** Asks a generation to end, and kills it after so many milliseconds; throws as start does. */
  public synchronized void stop(String site, long generation, long graceMillis) throws IOException {
    ask("STOP " + site + " " + generation + " " + graceMillis);
  }

  /** Kills all processes of a generation; throws as start does. */
  public synchronized void kill(String site, long generation) throws IOException {
    ask("KILL " + site + " " + generation);
  }

  /** The fingerprint that a start of the site would have now; throws as start does. */
  public synchronized String mark(String site) throws IOException {
    return ask("MARK " + site).getLast().text("plan");
  }

  /** Lets root's program bring the plans up to date; throws as start does. */
  public synchronized void apply() throws IOException {
    ask("APPLY");
  }

  /** All that runs; throws as start does. */
  public synchronized List<Running> list() throws IOException {
    List<Running> all = new ArrayList<>();
    String ready = "";
    for (Reply reply : ask("LIST").reversed()) {
      String[] words = reply.words(4);
      if (words[0].equals("status")) {
        ready = words[3];
      } else if (words[0].equals("site")) {
        all.add(running(reply, words, ready));
        ready = "";
      }
    }
    return all.reversed();
  }

  private static Running running(Reply reply, String[] words, String ready) {
    return new Running(
        words[1],
        Long.parseLong(words[2]),
        reply.started(),
        Running.State.valueOf(reply.text("state").toUpperCase(Locale.ROOT)),
        ready,
        reply.number("memory"),
        reply.number("resident"),
        reply.number("tasks"),
        reply.number("oom-kills"),
        reply.number("refused-forks"));
  }

  private List<Reply> ask(String request) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    List<Reply> answer = new ArrayList<>();
    while (answer.isEmpty() || !isLast(answer.getLast())) {
      answer.add(next(request));
    }
    Reply last = answer.getLast();
    if (last.line().startsWith("no ")) {
      throw new SpawnerException(last.text("reason"));
    }
    return answer;
  }

  private static boolean isLast(Reply reply) {
    return reply.line().startsWith("ok ") || reply.line().startsWith("no ");
  }

  private Reply next(String request) throws IOException {
    try {
      Reply reply = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
      if (reply == null || reply.line().isEmpty()) {
        // A late answer must not be taken for the answer to another request.
        close();
        throw new IOException("the spawner did not answer \"" + request + "\"");
      }
      return reply;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the spawner", e);
    }
  }

  private void read(BufferedReader lines) {
    String reason = "the spawner closed the connection";
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        sort(Reply.parse(line));
      }
    } catch (IOException e) {
      reason = "the connection to the spawner broke: " + e.getMessage();
    }
    var _ = answers.offer(new Reply("", java.util.Map.of()));
    listener.disconnected(reason);
  }

  /** Lines between the first "site" and "ok LIST" belong to the list; the spawner sends them so. */
  private void sort(Reply reply) throws IOException {
    String[] words = reply.words(4);
    listing = words[0].equals("site") || (listing && words[0].equals("status"));
    if (listing || isLast(reply)) {
      if (!answers.offer(reply)) {
        throw new IOException(
            "more than %d lines wait: %s".formatted(LARGEST_ANSWER, Arrays.toString(words)));
      }
    } else {
      tell(reply, words);
    }
  }

  private void tell(Reply reply, String[] words) {
    long generation = Long.parseLong(words[2]);
    switch (words[0]) {
      case "status" -> listener.status(words[1], generation, words[3]);
      case "killed-by-oom" ->
          listener.killedForMemory(words[1], generation, reply.number("processes"));
      case "exited" ->
          listener.exited(
              words[1], generation, (int) reply.number("status"), reply.number("oom-kills"));
      default -> listener.disconnected("the spawner said something unknown: " + reply.line());
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
