package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTableTest {
  private final PathTable<String> table =
      PathTable.of(
          Map.of(
              "/static/", "files",
              "/api", "api",
              "/api/v2/", "v2",
              "/robots.txt", "robots",
              "/bücher/", "books",
              "/secret/", "secret"));

  @ParameterizedTest
  @CsvSource({
    "/static/x, files",
    "/static/, files",
    "/static/a/b?c=/api, files",
    "/api, api",
    "/api/, api",
    "/api?x, api",
    "/api/x, api",
    "/api/v2, api",
    "/api/v2/, v2",
    "/api/v2/x/y, v2",
    "/robots.txt, robots",
    "/b%C3%BCcher/1, books",
    "/%61pi/x, api",
    "/ap%69, api",
    "//secret//x, secret",
    "/secret;a=b/x, secret",
    "/secret%2Fx, secret",
    "/%73%65cret/x, secret"
  })
  void longestPrefixAnswersWhateverTheSpelling(String path, String answer) {
    assertEquals(answer, table.find(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/apix",
        "/api.x",
        "/API",
        "/static",
        "/staticx/",
        "/robots.txt2",
        "/x/api",
        "",
        "*",
        "/ap",
        "/secret",
        "/?/api",
        "api",
        "/api%",
        "/api%2",
        "/api%zz"
      })
  void pathBesideAllPrefixesHasNoAnswer(String path) {
    assertNull(table.find(path));
  }

  @Test
  void slashAloneIsThePrefixOfEverything() {
    PathTable<String> all = PathTable.of(Map.of("/", "all", "/a/b", "deep"));
    assertEquals("all", all.find("/"));
    assertEquals("all", all.find("/a"));
    assertEquals("all", all.find("/a/bc"));
    assertEquals("deep", all.find("/a/b/c"));
  }

  @Test
  void pathItselfAndWhatIsBelowMayHaveDifferentAnswers() {
    PathTable<String> both = PathTable.of(Map.of("/a", "itself", "/a/", "below"));
    assertEquals("itself", both.find("/a"));
    assertEquals("below", both.find("/a/"));
    assertEquals("below", both.find("/a/x"));
  }

  @Test
  void emptyTableHasNoAnswer() {
    assertNull(PathTable.of(Map.<String, String>of()).find("/x"));
  }

  @Test
  void aThousandPrefixesAreAllFound() {
    Map<String, Integer> many = new HashMap<>();
    for (int n = 0; n < 1000; n++) {
      many.put("/p" + n % 50 + "/q" + n, n);
    }
    PathTable<Integer> found = PathTable.of(many);
    many.forEach((prefix, n) -> assertEquals(n, found.find(prefix + "/x")));
    assertNull(found.find("/p1/q2/x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"static/", "", "/a//b", "/a/../b", "/./a", "/a b", "/a%20b", "/a?b", "/a;b"})
  void whatIsNoNormalPathIsNoPrefix(String prefix) {
    var fault = assertThrows(IllegalArgumentException.class, () -> PathPrefix.of(prefix));
    assertTrue(String.valueOf(fault.getMessage()).contains('"' + prefix + '"'));
  }

  @ParameterizedTest
  @CsvSource({
    "/static/, /static/a/b, 8",
    "/static/, /static/, 8",
    "/static/, /static, -1",
    "/static/, //static///a, 11",
    "/static/, /st%61tic/a, 10",
    "/static, /static, 7",
    "/static, /static/a, 8",
    "/static, /statics, -1",
    "/, /a, 1",
    "/, /, 1",
    "/f.txt, /f.txt?x/y, 6"
  })
  void prefixSaysWhereTheRestBegins(String prefix, String path, int rest) {
    assertEquals(rest, PathPrefix.of(prefix).end(path));
  }
}
