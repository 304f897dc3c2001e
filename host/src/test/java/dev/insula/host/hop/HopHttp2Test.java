package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 clients over TLS; the site speaks HTTP/1.1 all the same. */
@ParameterizedClass
@EnumSource(Way.class)
class HopHttp2Test {
  @TempDir Path directory;
  private final Rig rig;

  HopHttp2Test(Way way) {
    rig = new Rig(way);
  }

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_2)
          .sslContext(TestTls.client())
          .build();

  private void start(ScriptedSite.Script script) throws IOException {
    rig.start(
        directory,
        script,
        target -> target.withLimits(target.limits().withBodyBytes(Long.MAX_VALUE >> 8)));
  }

  @AfterEach
  void stop() throws IOException {
    http.shutdownNow();
    rig.close();
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(
        URI.create("https://localhost:" + rig.front().tlsPort() + "/a?b=%20"));
  }

  private HttpResponse<String> get() throws IOException, InterruptedException {
    return http.send(request().build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
  }

  @Test
  void aRequestArrivesAsHttp11WithItsHost() throws Exception {
    start(ScriptedSite.always("HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 2\r\n\r\nok"));
    HttpResponse<String> answer = get();
    assertEquals(HttpClient.Version.HTTP_2, answer.version());
    assertEquals("ok", answer.body());
    assertEquals("b", answer.headers().firstValue("a").orElseThrow());
    String head = rig.site().received(0);
    assertTrue(head.startsWith("GET /a?b=%20 HTTP/1.1\r\n"), head);
    assertEquals("localhost:" + rig.front().tlsPort(), Wire.header(head, "Host").orElseThrow());
    assertEquals("https", Wire.header(head, "X-Forwarded-Proto").orElseThrow());
    assertFalse(head.contains("\r\n:"), head);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 300000\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n493E0\r\n",
        "HTTP/1.0 200 OK\r\n\r\n"
      })
  void bodiesOfEachFramingAreWhole(String head) throws Exception {
    String end = head.contains("chunked") ? "\r\n0\r\nT: x\r\n\r\n" : "";
    start(ScriptedSite.once(head + "b".repeat(300_000) + end));
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer = get();
      assertEquals("b".repeat(300_000), answer.body());
      assertTrue(answer.headers().firstValue("connection").isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"204 No Content", "304 Not Modified"})
  void answersWithoutBodyHaveNone(String status) throws Exception {
    start(ScriptedSite.always("HTTP/1.1 " + status + "\r\nContent-Length: 5\r\n\r\n"));
    HttpResponse<String> answer = get();
    assertEquals(Integer.parseInt(status.substring(0, 3)), answer.statusCode());
    assertEquals("", answer.body());
  }

  @Test
  void headHasNoBody() throws Exception {
    start(ScriptedSite.always("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"));
    HttpResponse<String> answer = http.send(request().HEAD().build(), BodyHandlers.ofString());
    assertEquals("5", answer.headers().firstValue("content-length").orElseThrow());
    assertEquals("", answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nbad"
      })
  void aTruncatedAnswerIsAResetStream(String answer) throws Exception {
    start(ScriptedSite.once(answer));
    assertThrows(IOException.class, this::get);
    HopFailure failure = rig.front().finished(0).failure();
    assertTrue(
        failure instanceof HopFailure.Died || failure instanceof HopFailure.BadAnswer,
        String.valueOf(failure));
  }

  @Test
  void aBodyOfUnknownLengthArrivesInChunks() throws Exception {
    start(ScriptedSite.always("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    byte[] sent = "0123456789".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
    HttpRequest post =
        request().POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(sent))).build();
    assertEquals("ok", http.send(post, BodyHandlers.ofString()).body());
    assertTrue(rig.site().received(0).contains("Transfer-Encoding: chunked\r\n"));
    assertEquals(sent.length, rig.front().finished(0).requestBytes());
  }

  @Test
  void anUploadThatTheClientResetsNeverLooksComplete() throws Exception {
    start(Wire::rest);
    SubmissionPublisher<ByteBuffer> body = new SubmissionPublisher<>();
    HttpRequest post = request().POST(BodyPublishers.fromPublisher(body)).build();
    CompletableFuture<HttpResponse<String>> sending = http.sendAsync(post, BodyHandlers.ofString());
    Await.until("the body is asked for", () -> body.getNumberOfSubscribers() > 0);
    body.submit(ByteBuffer.wrap("half".getBytes(StandardCharsets.US_ASCII)));
    Await.until("the site has a part", () -> rig.site().received(0).contains("half"));
    sending.cancel(true);
    http.shutdownNow();
    String received = rig.site().receivedAtEnd(0);
    body.close();
    assertFalse(received.endsWith("0\r\n\r\n"), received);
    assertInstanceOf(HopFailure.ClientGone.class, rig.front().finished(0).failure());
  }

  @Test
  void manyStreamsShareOneConnection() throws Exception {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";
    start(ScriptedSite.always(head + "z".repeat(100_000)));
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      answers.add(http.sendAsync(request().build(), BodyHandlers.ofString()));
    }
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertEquals(100_000, answer.get().body().length());
    }
    Await.until("all are done", () -> rig.front().hop().counters().inFlight() == 0);
    assertEquals(80, rig.front().hop().counters().requests());
  }

  @Test
  void failuresHaveAPage() throws Exception {
    start(ScriptedSite.always("nonsense\r\n\r\n"));
    HttpResponse<String> answer = get();
    assertEquals(502, answer.statusCode());
    assertTrue(answer.body().startsWith("502 Bad Gateway\nrequest "), answer.body());
  }
}
