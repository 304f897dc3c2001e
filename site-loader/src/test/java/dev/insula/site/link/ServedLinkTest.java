package dev.insula.site.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.link.Frame;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.nio.Uds;
import org.xnio.nio.UdsListener;
import org.xnio.nio.UnixPeer;

/** Undertow behind links and, on the same socket, behind plain connections. */
class ServedLinkTest {
  private static final String END = " HTTP/1.1\r\nHost: a.test\r\n";
  @TempDir Path directory;
  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
  private XnioWorker worker;
  private UdsListener listener;
  private LinkAcceptor links;

  @SuppressWarnings("NullAway.Init") // JUnit calls start() before each test
  ServedLinkTest() {}

  @BeforeEach
  void start() throws IOException {
    worker = Xnio.getInstance().createWorker(OptionMap.create(Options.WORKER_IO_THREADS, 1));
    DefaultByteBufferPool buffers = new DefaultByteBufferPool(true, 16 * 1024);
    HttpOpenListener http =
        new HttpOpenListener(buffers, OptionMap.create(UndertowOptions.MAX_ENTITY_SIZE, -1L));
    http.setRootHandler(exchange -> exchange.dispatch(() -> serve(exchange)));
    links = new LinkAcceptor(buffers, http, http::handleEvent);
    listener = Uds.listen(worker, directory.resolve("s"), 64, UnixPeer.anybody(), links);
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
    worker.shutdownNow();
  }

  /** Sends back what comes, or so many bytes as the query says; notes how it ended. */
  private void serve(HttpServerExchange exchange) {
    exchange.startBlocking();
    try (InputStream in = exchange.getInputStream();
        OutputStream out = exchange.getOutputStream()) {
      if (exchange.getQueryString().isEmpty()) {
        byte[] body = in.readAllBytes();
        exchange.setResponseContentLength(body.length);
        out.write(body);
      } else {
        out.write(new byte[Integer.parseInt(exchange.getQueryString())]);
      }
      ended.add("whole");
    } catch (IOException broken) {
      ended.add("broken");
    }
  }

  private LinkClient link() throws IOException {
    return new LinkClient(directory.resolve("s"));
  }

  private String nextEnd() throws InterruptedException {
    return String.valueOf(ended.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void aStreamServesOneRequestAfterTheOther() throws Exception {
    try (LinkClient link = link()) {
      for (int i = 0; i < 3; i++) {
        int before = link.length(1);
        link.send(1, "POST /" + END + "Content-Length: 2\r\n\r\nhi");
        assertTrue(link.await(1, before + 20));
        while (!link.text(1).endsWith("\r\n\r\nhi")) {
          assertTrue(link.await(1, link.length(1) + 1));
        }
      }
      assertEquals(3, link.text(1).split("HTTP/1.1 200 OK", -1).length - 1);
    }
  }

  @Test
  void theSameSocketTakesPlainConnections() throws Exception {
    var address = UnixDomainSocketAddress.of(directory.resolve("s"));
    try (SocketChannel plain = SocketChannel.open(address)) {
      String get = "GET /" + END + "Connection: close\r\n\r\n";
      plain.write(ByteBuffer.wrap(get.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(10_000);
      while (plain.read(answer) >= 0) {
        assertTrue(answer.hasRemaining());
      }
      String text = StandardCharsets.US_ASCII.decode(answer.flip()).toString();
      assertTrue(text.startsWith("HTTP/1.1 200 OK\r\n"), text);
    }
  }

  @Test
  void anUploadThatIsGivenUpNeverLooksComplete() throws Exception {
    try (LinkClient link = link()) {
      link.send(1, "POST /" + END + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
      link.sendReset(1);
      assertEquals("broken", nextEnd());
      link.send(2, "POST /" + END + "Content-Length: 10\r\n\r\nhello");
    }
    assertEquals("broken", nextEnd());
  }

  @Test
  void anAnswerWaitsForCreditAndAnotherDoesNot() throws Exception {
    try (LinkClient link = link()) {
      link.send(1, "GET /?300000" + END + "\r\n");
      assertTrue(link.await(1, Frame.WINDOW));
      link.send(2, "GET /?10" + END + "\r\n");
      assertTrue(link.await(2, 20));
      assertEquals("whole", nextEnd());
      assertEquals(Frame.WINDOW, link.length(1));
      link.sendCredit(1, 100_000).sendCredit(1, 30_000);
      assertTrue(link.await(1, Frame.WINDOW + 130_000));
      link.sendCredit(1, 100_000);
      assertTrue(link.await(1, 300_000));
      assertEquals("whole", nextEnd());
    }
  }

  @Test
  void whoReadsGivesCredit() throws Exception {
    try (LinkClient link = link()) {
      link.send(1, "POST /" + END + "Content-Length: 100000\r\n\r\n" + "x".repeat(100_000));
      assertTrue(link.await("1 credit"));
      assertTrue(link.await(1, 100_000));
    }
  }

  @Test
  void anAnswerThatItsConnectionEndsHasAnEnd() throws Exception {
    try (LinkClient link = link()) {
      link.send(1, "GET /?5000" + END + "Connection: close\r\n\r\n");
      assertTrue(link.await("1 end"));
      assertTrue(link.length(1) > 5000);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "9, 1, 1", "1, 0, 1", "1, 131073, 1", "2, 131072, 1", "3, 0, 0"})
  void whatIsNoFrameClosesTheLink(int type, int number, int stream) throws Exception {
    try (LinkClient link = link()) {
      link.send(1, "POST /" + END + "Content-Length: 10\r\n\r\nhello");
      link.raw(type, number, stream);
      assertFalse(link.await("never"));
      assertEquals("broken", nextEnd());
    }
  }

  @Test
  void moreThanTheWindowClosesTheLink() throws Exception {
    try (LinkClient link = link()) {
      link.send(1, "GET /?1000000" + END + "\r\n");
      assertTrue(link.await(1, 1));
      // nobody reads a second request while the first is answered
      try {
        link.send(1, "x".repeat(3 * Frame.WINDOW));
      } catch (IOException _) {
        // The daemon has closed the link before all of it was written.
      }
      assertEquals("broken", nextEnd());
    }
  }

  @Test
  void whatWasAnsweredLeavesBeforeTheEnd() throws Exception {
    try (LinkClient link = link()) {
      for (int stream = 1; stream <= 5; stream++) {
        link.send(stream, "GET /?50000" + END + "\r\n");
      }
      for (int stream = 1; stream <= 5; stream++) {
        assertEquals("whole", nextEnd());
      }
      Thread reading = Thread.ofVirtual().start(() -> readAll(link));
      links.flush(Duration.ofSeconds(60));
      worker.shutdownNow();
      assertTrue(reading.join(Duration.ofSeconds(60)));
      for (int stream = 1; stream <= 5; stream++) {
        assertTrue(link.length(stream) > 50_000, "stream " + stream);
      }
    }
  }

  private static void readAll(LinkClient link) {
    try {
      assertFalse(link.await("never"));
    } catch (IOException closed) {
      // its end is what was waited for
    }
  }
}
