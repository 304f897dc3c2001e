package dev.insula.site.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.site.Await;
import dev.insula.site.CompiledClasses;
import dev.insula.site.SiteJvm;
import dev.insula.site.SiteLimits;
import dev.insula.site.SiteUnderTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What stands between a handler of the JDK's type and a request: limits, authenticator, filters.
 */
class JdkHandlerLimitsTest {
  @Test
  void bodyBeyondTheLimitIsRefused() throws Exception {
    Path classes = CompiledClasses.of(Answers.SOURCE);
    SiteLimits small = new SiteLimits(100, 4, 4, Duration.ofSeconds(30));
    try (SiteUnderTest narrow =
        SiteUnderTest.start(
            new SiteJvm(), SiteUnderTest.definition("Answers", List.of(classes), small))) {
      var fits = HttpRequest.BodyPublishers.ofByteArray(new byte[100]);
      var tooBig = HttpRequest.BodyPublishers.ofByteArray(new byte[101]);
      var unknown =
          HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[101]));
      URI uri = narrow.uri("/count");
      assertEquals("100", narrow.send(HttpRequest.newBuilder(uri).PUT(fits).build()).body());
      assertEquals(413, narrow.send(HttpRequest.newBuilder(uri).PUT(tooBig).build()).statusCode());
      assertEquals(413, narrow.send(HttpRequest.newBuilder(uri).PUT(unknown).build()).statusCode());
    }
  }

  @Test
  void factoryMaySetAuthenticatorAndFilters() throws Exception {
    try (SiteUnderTest guarded = SiteUnderTest.start("Answers::guarded", Answers.SOURCE)) {
      HttpResponse<String> refused = guarded.get("/");
      assertEquals(401, refused.statusCode());
      assertEquals("seen", refused.headers().firstValue("X-Filter").orElse(""));
      assertTrue(
          refused.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Basic realm="));
      HttpRequest ann =
          HttpRequest.newBuilder(guarded.uri("/"))
              .header("Authorization", "Basic YW5uOnB3")
              .build();
      assertEquals("hello ann", guarded.send(ann).body());
    }
  }

  @Test
  void requestsBeyondThreadsAndQueueAreUnavailable() throws Exception {
    String source =
        """
        import com.sun.net.httpserver.*;
        public class Waits implements HttpHandler {
          static final java.util.concurrent.CountDownLatch GO = new java.util.concurrent.CountDownLatch(1);
          public void handle(HttpExchange x) throws java.io.IOException {
            try { GO.await(); } catch (InterruptedException e) { }
            x.sendResponseHeaders(200, -1);
          }
        }
        """;
    Path classes = CompiledClasses.of(source);
    SiteLimits one = new SiteLimits(100, 1, 1, Duration.ofSeconds(30));
    try (SiteUnderTest busy =
            SiteUnderTest.start(
                new SiteJvm(), SiteUnderTest.definition("Waits", List.of(classes), one));
        RawClient first = new RawClient(busy.port());
        RawClient second = new RawClient(busy.port())) {
      first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      second.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      Await.until(() -> busy.site().requestsInFlight() == 2);
      assertEquals(503, busy.get("/").statusCode());
      assertEquals(2, busy.site().stop(Duration.ZERO).requestsCut());
    }
  }
}
