package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.server.HttpHandler;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
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

  @TempDir Path directory;

  private static HttpHandler signedIn(HttpHandler hop, String user) {
    return exchange -> {
      exchange.putAttachment(Question.USER, user);
      hop.handleRequest(exchange);
    };
  }

  private static String head(Rig rig) throws Exception {
    try (Wire client = rig.front().connect()) {
      client.body(client.write(SPOOFED).head().orElseThrow());
    }
    String head = rig.site().received(0);
    assertFalse(head.contains("root"), head);
    return head;
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aTargetThatIsToldGetsTheNameAsItCame(Way way) throws Exception {
    try (Rig rig = new Rig(way)) {
      rig.start(
          directory,
          ScriptedSite.always(OK),
          target -> target.withToldUser(true),
          hop -> signedIn(hop, "a%20nn"));
      assertEquals("a%20nn", Wire.header(head(rig), FIELD).orElse(""));
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void noOtherTargetIsTold(Way way) throws Exception {
    try (Rig rig = new Rig(way)) {
      rig.start(directory, ScriptedSite.always(OK), target -> target, hop -> signedIn(hop, "ann"));
      String head = head(rig).toLowerCase(Locale.ROOT);
      assertFalse(head.contains("x-insula"), head);
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void withoutAUserNothingIsSaid(Way way) throws Exception {
    try (Rig rig = new Rig(way)) {
      rig.start(directory, ScriptedSite.always(OK), target -> target.withToldUser(true));
      assertEquals(Optional.empty(), Wire.header(head(rig), FIELD));
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aNameThatCouldBeAnotherFieldIsRefused(Way way) throws Exception {
    try (Rig rig = new Rig(way)) {
      rig.start(
          directory,
          ScriptedSite.always(OK),
          target -> target.withToldUser(true),
          hop -> signedIn(hop, "ann\r\nX-Evil: 1"));
      try (Wire client = rig.front().connect()) {
        String answer = client.write(SPOOFED).head().orElseThrow();
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
      }
    }
  }
}
