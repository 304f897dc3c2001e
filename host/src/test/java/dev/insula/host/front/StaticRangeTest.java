package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticRangeTest {
  private static final String CONTENT = "0123456789";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-0 | 206 | 0 | bytes 0-0/10",
        "bytes=0-3 | 206 | 0123 | bytes 0-3/10",
        "bytes=4- | 206 | 456789 | bytes 4-9/10",
        "bytes=8-99 | 206 | 89 | bytes 8-9/10",
        "bytes=8-99999999999999999999999 | 200 | 0123456789 | ''",
        "bytes=-3 | 206 | 789 | bytes 7-9/10",
        "bytes=-99 | 206 | 0123456789 | bytes 0-9/10",
        "BYTES=1-2 | 206 | 12 | bytes 1-2/10",
        "bytes= 1-2 , 50-60 | 206 | 12 | bytes 1-2/10",
        "bytes=10- | 416 | '' | bytes */10",
        "bytes=10-20 | 416 | '' | bytes */10",
        "bytes=-0 | 416 | '' | bytes */10",
        "bytes=50-60,70- | 416 | '' | bytes */10",
        "bytes=0-1,3-4 | 200 | 0123456789 | ''",
        "bytes=0-,0-,0-,0-,0-,0-,0-,0-,0-,0-,0-,0-,0-,0-,0-,0-,0- | 200 | 0123456789 | ''",
        "bytes=3-1 | 200 | 0123456789 | ''",
        "bytes=a-b | 200 | 0123456789 | ''",
        "bytes=1 | 200 | 0123456789 | ''",
        "bytes= | 200 | 0123456789 | ''",
        "bytes=- | 200 | 0123456789 | ''",
        "bytes=--1 | 200 | 0123456789 | ''",
        "bytes=+1-2 | 200 | 0123456789 | ''",
        "items=0-1 | 200 | 0123456789 | ''"
      })
  void rangeIsAnswered(String range, int status, String body, String contentRange)
      throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("f.txt", CONTENT);
      StaticSite.Reply reply = site.get("/f.txt", "Range: " + range);
      assertEquals(status, reply.status());
      assertEquals(contentRange, reply.field("Content-Range"));
      assertEquals(body, reply.body());
      assertEquals("bytes", reply.field("Accept-Ranges"));
    }
  }

  @Test
  void rangeOfHeadOrTwiceMeansNothing() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("f.txt", CONTENT);
      StaticSite.Reply head = site.ask("HEAD", "/f.txt", "Range: bytes=0-1");
      assertEquals(200, head.status());
      assertEquals("10", head.field("Content-Length"));
      assertEquals(200, site.get("/f.txt", "Range: bytes=0-1", "Range: bytes=2-3").status());
    }
  }

  @Test
  void emptyFileHasNoRangeToSend() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("empty.txt", "");
      assertEquals(416, site.get("/empty.txt", "Range: bytes=0-0").status());
      assertEquals(416, site.get("/empty.txt", "Range: bytes=-5").status());
      StaticSite.Reply whole = site.get("/empty.txt");
      assertEquals(200, whole.status());
      assertEquals("0", whole.field("Content-Length"));
    }
  }

  @Test
  void rangeOfALargeFileArrivesByteForByte() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      String large = "0123456789abcdef".repeat(20_000);
      site.write("large.txt", large);
      StaticSite.Reply part = site.get("/large.txt", "Range: bytes=100001-300000");
      assertEquals(206, part.status());
      assertEquals("bytes 100001-300000/320000", part.field("Content-Range"));
      assertEquals(200_000, part.body().length());
      assertTrue(large.substring(100_001, 300_001).equals(part.body()), "other bytes");
      assertTrue(large.equals(site.get("/large.txt").body()), "other bytes");
    }
  }
}
