package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 section 13, over the wire. TAG stands for the file's entity tag. */
class StaticConditionsTest {
  private static final String OLD = "Wed, 28 Feb 2024 00:00:00 GMT";
  private static final String SAME = "Thu, 29 Feb 2024 12:34:56 GMT";
  private static final String NEW = "Fri, 01 Mar 2024 00:00:00 GMT";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-None-Match: TAG | 304",
        "If-None-Match: W/TAG | 304",
        "If-None-Match: * | 304",
        "If-None-Match: \"a\", \"b,c\" , TAG | 304",
        "If-None-Match: \"a\" | 200",
        "If-None-Match: TAGx | 304",
        "If-None-Match: xTAG | 200",
        "If-None-Match: \"unfinished | 200",
        "If-None-Match: \"a\"; If-Modified-Since: NEW | 200",
        "If-None-Match: TAG; If-Modified-Since: OLD | 304",
        "If-Modified-Since: SAME | 304",
        "If-Modified-Since: NEW | 304",
        "If-Modified-Since: OLD | 200",
        "If-Modified-Since: yesterday | 200",
        "If-Modified-Since: Thursday, 29-Feb-24 12:34:56 GMT | 304",
        "If-Modified-Since: Thu Feb 29 12:34:56 2024 | 304",
        "If-Match: TAG | 200",
        "If-Match: * | 200",
        "If-Match: \"a\", TAG | 200",
        "If-Match: W/TAG | 412",
        "If-Match: \"a\" | 412",
        "If-Match: TAG; If-Unmodified-Since: OLD | 200",
        "If-Match: \"a\"; If-None-Match: TAG | 412",
        "If-Match: TAG; If-None-Match: TAG | 304",
        "If-Unmodified-Since: OLD | 412",
        "If-Unmodified-Since: SAME | 200",
        "If-Unmodified-Since: NEW | 200",
        "If-Unmodified-Since: tomorrow | 200",
        "If-Unmodified-Since: OLD; If-None-Match: TAG | 412",
        "Range: bytes=0-1; If-Range: TAG | 206",
        "Range: bytes=0-1; If-Range: W/TAG | 200",
        "Range: bytes=0-1; If-Range: \"a\" | 200",
        "Range: bytes=0-1; If-Range: SAME | 206",
        "Range: bytes=0-1; If-Range: NEW | 200",
        "Range: bytes=0-1; If-Range: OLD | 200",
        "Range: bytes=0-1; If-Range: TAG; If-None-Match: TAG | 304",
        "Range: bytes=0-1; If-Match: \"a\" | 412",
        "Range: bytes=99-; If-Range: \"a\" | 200",
        "If-Range: TAG | 200"
      })
  void conditionsDecideInTheOrderOfTheStandard(String fields, int status) throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("f.txt", "content");
      String tag = site.get("/f.txt").field("ETag");
      String[] sent =
          fields
              .replace("TAG", tag)
              .replace("OLD", OLD)
              .replace("SAME", SAME)
              .replace("NEW", NEW)
              .split("; ", -1);
      for (String method : List.of("GET", "HEAD")) {
        StaticSite.Reply reply = site.ask(method, "/f.txt", sent);
        boolean part = status == 206 && method.equals("HEAD");
        assertEquals(part ? 200 : status, reply.status(), method + " " + fields);
        if (status == 304) {
          assertEquals(tag, reply.field("ETag"));
          assertEquals("", reply.field("Content-Type"));
          assertEquals("", reply.field("Content-Length"));
        }
      }
    }
  }

  @Test
  void answerWithoutBodyLeavesTheConnectionInStep() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("f.txt", "content");
      try (RawHttp1 client = new RawHttp1(site.address())) {
        String tag = StaticSite.ask(client, "GET", "/f.txt").field("ETag");
        assertEquals(
            304, StaticSite.ask(client, "GET", "/f.txt", "If-None-Match: " + tag).status());
        assertEquals(412, StaticSite.ask(client, "GET", "/f.txt", "If-Match: \"x\"").status());
        assertEquals(200, StaticSite.ask(client, "HEAD", "/f.txt").status());
        assertEquals("content", StaticSite.ask(client, "GET", "/f.txt").body());
      }
    }
  }

  @Test
  void tagChangesWithContentTimeAndFile() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("f.txt", "content");
      String first = site.get("/f.txt").field("ETag");
      assertEquals(first, site.get("/f.txt").field("ETag"));
      site.write("f.txt", "longer content");
      String longer = site.get("/f.txt").field("ETag");
      site.write("f.txt", "another conten", StaticSite.LONG_AGO.plusNanos(1000));
      String later = site.get("/f.txt").field("ETag");
      Files.delete(folder.resolve("f.txt"));
      site.write("g.txt", "placeholder");
      site.write("f.txt", "content");
      String replaced = site.get("/f.txt").field("ETag");
      assertEquals(4, List.of(first, longer, later, replaced).stream().distinct().count());
    }
  }

  @Test
  void tagOfAFileThatWasJustWrittenIsWeak() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("f.txt", "content", Instant.now().plusSeconds(3600));
      String tag = site.get("/f.txt").field("ETag");
      assertTrue(tag.startsWith("W/\""), tag);
      assertEquals(304, site.get("/f.txt", "If-None-Match: " + tag).status());
      assertEquals(412, site.get("/f.txt", "If-Match: " + tag).status());
      assertEquals(200, site.get("/f.txt", "Range: bytes=0-1", "If-Range: " + tag).status());
    }
  }
}
