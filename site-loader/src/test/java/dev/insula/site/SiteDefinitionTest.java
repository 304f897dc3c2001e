package dev.insula.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.insula.site.auth.Rule;
import dev.insula.site.serve.Middleware;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SiteDefinitionTest {
  private static final SiteDefinition FULL =
      new SiteDefinition(
              "bücher",
              7,
              ApplicationObject.parse("com.acme.Shop$Front::create"),
              List.of(Path.of("/a b"), Path.of("/c=d%")),
              Path.of("/work dir"),
              Path.of("/tmp/x"),
              Path.of("/cache"),
              Optional.of("shop.settings"),
              Map.of("GREETING", "zwei\nZeilen = ü", "EMPTY", ""),
              Map.of("user.language", "de", "a b", "c"),
              new SiteLimits(5, 6, 7, Duration.ofMillis(8)))
          .with(
              new Mounts("/a b", Map.of("/a b/ü", ApplicationObject.parse("com.acme.Api::create"))))
          .with(
              new SiteLayers(
                      List.of(
                          new Middleware("com.acme.Log", Map.of()),
                          new Middleware("com.acme.Cors::make", Map.of("a.with.b", "= ü"))),
                      List.of(
                          new Rule("/", "All", "a.B", Optional.empty(), Set.of(), Set.of()),
                          new Rule(
                              "/x=y",
                              "S\n",
                              "a.B::c",
                              Optional.of("a.B"),
                              Set.of("ann", "b=c"),
                              Set.of("ü.1"))))
                  .withAskedElsewhere(
                      List.of(
                          new Rule("/ü", "P", "app:check", Optional.empty(), Set.of(), Set.of()))));

  private static byte[] written(SiteDefinition site) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    site.write(out);
    return out.toByteArray();
  }

  @Test
  void comesBackAsItWasWritten() throws IOException {
    assertEquals(FULL, SiteDefinition.read(new ByteArrayInputStream(written(FULL))));
  }

  @Test
  void readingTakesNotAByteMore() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FULL.write(out);
    out.write('x');
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    SiteDefinition.read(in);
    assertEquals('x', in.read());
  }

  @Test
  void planThatWasCutOffIsRefused() throws IOException {
    byte[] whole = written(FULL);
    for (int length = 0; length < whole.length; length++) {
      ByteArrayInputStream part = new ByteArrayInputStream(whole, 0, length);
      assertThrows(EOFException.class, () -> SiteDefinition.read(part));
    }
  }

  @Test
  void missingEntryIsNamed() {
    byte[] text = "site.name=a\nend\n".getBytes(StandardCharsets.US_ASCII);
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class,
            () -> SiteDefinition.read(new ByteArrayInputStream(text)));
    assertEquals("The plan of the site has no site.generation.", fault.getMessage());
  }

  @Test
  void settingsAreInTheEnvironmentAndTheProperties() {
    assertEquals("shop.settings", FULL.wholeEnvironment().get("SETTINGS_MODULE"));
    assertEquals("shop.settings", FULL.allProperties().get("settings.module"));
    assertEquals("de", FULL.allProperties().get("user.language"));
  }

  @Test
  void applicationObjectIsWrittenAsInTheManifest() {
    assertEquals("com.acme.Shop", ApplicationObject.parse("com.acme.Shop").toString());
    assertEquals("a.B::c", ApplicationObject.parse("a.B::c").toString());
    for (String wrong : List.of("", "a..B", "a.B::", "::c", "a/B", "a.B:c", "a.B::c()", "1a")) {
      assertThrows(IllegalArgumentException.class, () -> ApplicationObject.parse(wrong), wrong);
    }
  }

  @Test
  void relativePathIsRefused() throws IOException {
    SiteDefinition usual = SiteUnderTest.definition("A", List.of(Path.of("/a")));
    assertThrows(
        IllegalArgumentException.class, () -> SiteUnderTest.definition("A", List.of(Path.of("a"))));
    assertThrows(IllegalArgumentException.class, () -> SiteUnderTest.definition("A", List.of()));
    assertEquals("alpha", usual.name());
  }

  @Test
  void percentCodingKeepsEveryText() {
    String text = "a b%c=ü\u0000\uD83D\uDE00~-._";
    assertEquals(text, Percent.decode(Percent.encode(text)));
    assertEquals("undertow%2F2.4.4", Percent.encode("undertow/2.4.4"));
    assertThrows(IllegalArgumentException.class, () -> Percent.decode("a%2"));
    assertThrows(IllegalArgumentException.class, () -> Percent.decode("%FF"));
  }
}
