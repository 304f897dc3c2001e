package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.server.HttpHandler;
import io.undertow.util.Headers;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** To whom the hop tells who has signed in. */
class HopUserTest {
  private static final String FIELD = "X-Insula-Remote-User";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String SPOOFED =
      "GET / HTTP/1.1\r\nHost: shop.test\r\n"
          + FIELD
          + ": root\r\nx-insula-remote-user: root\r\n\r\n";

  private static final String WITH_PASSWORD =
      "GET / HTTP/1.1\r\nHost: shop.test\r\nAuthorization: Basic x\r\n\r\n";

  @TempDir Path directory;

  private static HttpHandler signedIn(HttpHandler hop, Optional<String> user) {
    return exchange -> {
      user.ifPresent(name -> exchange.putAttachment(Question.USER, name));
      hop.handleRequest(exchange);
    };
  }

  private Rig rig(Way way, boolean isTold, Optional<String> user) throws Exception {
    Rig rig = new Rig(way);
    rig.start(
        directory,
        ScriptedSite.always(OK),
        target -> target.withToldUser(isTold),
        hop -> signedIn(hop, user));
    return rig;
  }

  private String head(Way way, boolean isTold, Optional<String> user) throws Exception {
    try (Rig rig = rig(way, isTold, user)) {
      try (Wire client = rig.front().connect()) {
        client.body(client.write(SPOOFED).head().orElseThrow());
      }
      String head = rig.site().received(0);
      assertFalse(head.contains("root"), head);
      return head;
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aTargetThatIsToldGetsTheNameAsItCame(Way way) throws Exception {
    String head = head(way, true, Optional.of("a%20nn"));
    assertEquals("a%20nn", Wire.header(head, FIELD).orElse(""));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void noOtherTargetIsTold(Way way) throws Exception {
    String head = head(way, false, Optional.of("ann")).toLowerCase(Locale.ROOT);
    assertFalse(head.contains("x-insula"), head);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void withoutAUserNothingIsSaid(Way way) throws Exception {
    assertEquals(Optional.empty(), Wire.header(head(way, true, Optional.empty()), FIELD));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aNameThatCouldBeAnotherFieldIsRefused(Way way) throws Exception {
    try (Rig rig = rig(way, true, Optional.of("ann\r\nX-Evil: 1"));
        Wire client = rig.front().connect()) {
      String answer = client.write(SPOOFED).head().orElseThrow();
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    }
  }

  /** Should nobody be there to answer, the site is asked again, with the password. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void aPasswordThatWasAcceptedIsNotSentOnAndStaysWithTheRequest(Way way) throws Exception {
    AtomicReference<String> left = new AtomicReference<>("");
    try (Rig rig = new Rig(way)) {
      rig.start(
          directory,
          ScriptedSite.always(OK),
          target -> target,
          hop ->
              exchange -> {
                signedIn(hop, Optional.of("ann")).handleRequest(exchange);
                left.set(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION));
              });
      try (Wire client = rig.front().connect()) {
        client.body(client.write(WITH_PASSWORD).head().orElseThrow());
      }
      assertEquals(Optional.empty(), Wire.header(rig.site().received(0), "Authorization"));
      assertEquals("Basic x", left.get());
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aPasswordThatNobodyAskedForIsTheApplications(Way way) throws Exception {
    try (Rig rig = rig(way, false, Optional.empty());
        Wire client = rig.front().connect()) {
      client.body(client.write(WITH_PASSWORD).head().orElseThrow());
      String head = rig.site().received(0);
      assertEquals(Optional.of("Basic x"), Wire.header(head, "Authorization"));
    }
  }
}
