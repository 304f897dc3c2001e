package dev.insula.site.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 1, from any thread: request, virtual, common pool, timer, static initialiser. */
class ThreadsTest {
  private static final String ALPHA = "alpha alpha tr_TR Pacific/Kiritimati alpha 1.234,5";
  private static final String BETA = "beta beta lt_LT Etc/GMT+12 beta 1 234,5";

  @TempDir private Path directory = Path.of("");

  @Test
  void fourHundredInterleavedQuestionsAreAnsweredByTheirOwnSite() throws Exception {
    TestSite alpha = new TestSite("alpha", directory, true);
    TestSite beta = new TestSite("beta", directory, true);
    assertEquals(Set.of(twice(ALPHA)), answers(alpha, beta, 0));
    assertEquals(Set.of(twice(BETA)), answers(alpha, beta, 1));
  }

  @Test
  void withoutThePatchTheTwinsAnswerTheSame() throws Exception {
    TestSite alpha = new TestSite("alpha", directory, false);
    TestSite beta = new TestSite("beta", directory, false);
    assertEquals(answers(alpha, beta, 0), answers(alpha, beta, 1));
    assertNotEquals(Set.of(twice(ALPHA)), answers(alpha, beta, 0));
  }

  @Test
  void aContextLoaderThatAnotherSiteLeftInTheCommonPoolIsNotSeen() {
    TestSite alpha = new TestSite("alpha", directory, true);
    TestSite beta = new TestSite("beta", directory, true);
    for (int i = 0; i < 50; i++) {
      assertEquals("own", alpha.call("dev.insula.probe.ContextLoaders"));
      assertEquals("own", beta.call("dev.insula.probe.ContextLoaders"));
    }
  }

  private static String twice(String look) {
    return look + " / " + look;
  }

  /** All different lines that one of two sites answered, while both were asked 400 times. */
  private static Set<String> answers(TestSite alpha, TestSite beta, int wanted) throws Exception {
    List<Callable<?>> sites =
        List.of(
            (Callable<?>) alpha.make("dev.insula.probe.Threads"),
            (Callable<?>) beta.make("dev.insula.probe.Threads"));
    List<Future<String>> answers = new ArrayList<>();
    try (var requests = Executors.newFixedThreadPool(32)) {
      for (int i = 0; i < 400; i++) {
        Callable<?> site = sites.get(i % 2);
        Future<String> answer = requests.submit(() -> "" + site.call());
        if (i % 2 == wanted) {
          answers.add(answer);
        }
      }
    }
    List<String> lines = new ArrayList<>();
    for (Future<String> answer : answers) {
      lines.addAll(answer.get().lines().toList());
    }
    return lines.stream().map(line -> line.replace('\u00a0', ' ')).collect(Collectors.toSet());
  }
}
