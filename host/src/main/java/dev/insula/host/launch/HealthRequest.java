package dev.insula.host.launch;

import dev.insula.config.Health;
import dev.insula.config.HostPattern;
import dev.insula.config.Site;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The request that tells whether a site is well; blocks, so it belongs on a virtual thread. */
final class HealthRequest {
  private static final Set<Integer> NOT_FOR_ALL = Set.of(301, 302, 401, 403, 404);
  private static final int LONGEST_STATUS_LINE = 4096;

  private final Health health;
  private final boolean isLenient;
  private final byte[] bytes;

  /**
   * What to ask a site.
   *
   * @param isLenient whether nobody said that there is such a page: then one that is not there, or
   *     not for everybody, is well enough
   */
  HealthRequest(Site site, Health health, boolean isLenient) {
    this.health = health;
    this.isLenient = isLenient;
    this.bytes =
        """
        GET %s HTTP/1.1\r
        Host: %s\r
        User-Agent: insula-health\r
        Accept: */*\r
        X-Forwarded-For: 127.0.0.1\r
        X-Forwarded-Proto: %s\r
        Connection: close\r
        \r
        """
            .formatted(health.path(), host(site), site.tls().isPresent() ? "https" : "http")
            .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A name that the site answers to, as many applications refuse any other. */
  private static String host(Site site) {
    return site.hosts().stream()
        .map(pattern ->
            switch (pattern) {
              case HostPattern.Exact(var name) -> name.text();
              case HostPattern.Wildcard(var parent) -> "insula-health." + parent.text();
            })
        .findFirst()
        .orElse("localhost");
  }

  boolean isLenient() {
    return isLenient;
  }

  /** Asks once: empty if the site is well, else what was wrong, as a clause. */
  Optional<String> fault(SocketAddress address) {
    try {
      return fault(status(address));
    } catch (AsynchronousCloseException e) {
      return Optional.of(asked() + "was not answered within " + text(health.within()));
    } catch (IOException e) {
      return Optional.of(asked() + "was not answered: " + e.getMessage());
    }
  }

  /** Asks a server that somebody else runs, by its own name. */
  Optional<String> fault(URI server) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(health.within()).build()) {
      HttpRequest asked =
          HttpRequest.newBuilder(server.resolve(health.path())).timeout(health.within()).build();
      int status = client.send(asked, HttpResponse.BodyHandlers.discarding()).statusCode();
      return fault(status);
    } catch (IOException e) {
      return Optional.of(asked() + "was not answered: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<String> fault(int status) {
    return status == health.expect() || (isLenient && NOT_FOR_ALL.contains(status))
        ? Optional.empty()
        : Optional.of(asked() + "was answered with %d, not %d".formatted(status, health.expect()));
  }

  private String asked() {
    return "GET " + health.path() + " ";
  }

  private static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private int status(SocketAddress address) throws IOException {
    var family =
        address instanceof UnixDomainSocketAddress
            ? StandardProtocolFamily.UNIX
            : StandardProtocolFamily.INET;
    var answered = new CountDownLatch(1);
    try (SocketChannel channel = SocketChannel.open(family)) {
      Thread.ofVirtual().name("insula-health-limit").start(() -> limit(channel, answered));
      channel.connect(address);
      ByteBuffer request = ByteBuffer.wrap(bytes);
      while (request.hasRemaining()) {
        channel.write(request);
      }
      return status(channel);
    } finally {
      answered.countDown();
    }
  }

  /** Closes the channel when the answer takes too long, which ends whoever waits for it. */
  private void limit(SocketChannel channel, CountDownLatch answered) {
    try {
      if (!answered.await(health.within().toMillis(), TimeUnit.MILLISECONDS)) {
        channel.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // It could not be closed, so there is nobody to end.
    }
  }

  private static int status(SocketChannel channel) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(LONGEST_STATUS_LINE);
    while (in.hasRemaining() && channel.read(in) >= 0) {
      String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
      int end = text.indexOf('\n');
      if (end >= 0) {
        return parse(text.substring(0, end).strip());
      }
    }
    throw new IOException("the connection ended before an answer came");
  }

  private static int parse(String line) throws IOException {
    String[] words = line.split(" ", 3);
    try {
      if (words.length >= 2 && words[0].startsWith("HTTP/1.")) {
        return Integer.parseInt(words[1]);
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IOException("the answer is no HTTP: " + line);
  }
}
