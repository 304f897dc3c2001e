package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticCodingTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, deflate, br | br",
        "gzip | gzip",
        "x-gzip | gzip",
        "GZIP | gzip",
        "br;q=0.5, gzip;q=0.8 | gzip",
        "br;q=0.5, gzip;q=0.5 | br",
        "br;q=0, gzip | gzip",
        "br;q=0.000, gzip;q=0 | ''",
        "br ; q=1.0 | br",
        "*;q=0.1 | br",
        "*;q=0 | ''",
        "br;q=0, * | gzip",
        "identity;q=0.5, gzip;q=0.4 | ''",
        "identity, gzip | gzip",
        "identity | ''",
        "identity;q=0 | ''",
        "deflate, zstd | ''",
        "brotli | ''",
        "gzip;level=9 | ''",
        "gzip;q=1.5x | ''",
        "'' | ''"
      })
  void clientGetsWhatItLikesBest(String accepted, String coding) throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("app.js", "plain");
      site.write("app.js.br", "BR");
      site.write("app.js.gz", "GZIP");
      StaticSite.Reply reply = site.get("/app.js", "Accept-Encoding: " + accepted);
      assertEquals(200, reply.status());
      assertEquals(coding, reply.field("Content-Encoding"));
      assertEquals(coding.isEmpty() ? "plain" : coding.equals("br") ? "BR" : "GZIP", reply.body());
      assertEquals("text/javascript; charset=utf-8", reply.field("Content-Type"));
      assertEquals("Accept-Encoding", reply.field("Vary"));
    }
  }

  @Test
  void eachVariantHasItsOwnTagAndAllSayThatTheyVary() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("a.css", "plain");
      site.write("a.css.gz", "small");
      StaticSite.Reply plain = site.get("/a.css");
      StaticSite.Reply small = site.get("/a.css", "Accept-Encoding: gzip");
      assertNotEquals(plain.field("ETag"), small.field("ETag"));
      assertEquals("Accept-Encoding", plain.field("Vary"));
      String condition = "If-None-Match: " + small.field("ETag");
      StaticSite.Reply same = site.get("/a.css", "Accept-Encoding: gzip", condition);
      assertEquals(304, same.status());
      assertEquals("Accept-Encoding", same.field("Vary"));
      assertEquals(200, site.get("/a.css", condition).status());
    }
  }

  @Test
  void rangeAppliesToTheCompressedBytes() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("a.css", "plain plain");
      site.write("a.css.gz", "small");
      StaticSite.Reply part = site.get("/a.css", "Accept-Encoding: gzip", "Range: bytes=1-2");
      assertEquals("bytes 1-2/5", part.field("Content-Range"));
      assertEquals("ma", part.body());
    }
  }

  @Test
  void neighbourOlderThanTheFileIsNotUsed() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("a.css", "new");
      site.write("a.css.gz", "old", StaticSite.LONG_AGO.minusSeconds(5));
      StaticSite.Reply reply = site.get("/a.css", "Accept-Encoding: gzip");
      assertEquals("new", reply.body());
      assertEquals("", reply.field("Vary"));
    }
  }

  @Test
  void fileWithoutNeighboursDoesNotVary() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("a.css", "alone");
      assertEquals("", site.get("/a.css", "Accept-Encoding: gzip").field("Vary"));
    }
  }

  @Test
  void compressedFileItselfIsServedAsWhatItIs() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("a.css", "plain");
      site.write("a.css.gz", "small");
      StaticSite.Reply reply = site.get("/a.css.gz", "Accept-Encoding: gzip");
      assertEquals("application/gzip", reply.field("Content-Type"));
      assertEquals("", reply.field("Content-Encoding"));
    }
  }
}
