package dev.insula.site.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 1 with unmodified libraries: two sites of one JVM, each with its own settings. */
class LibraryCollisionTest {
  private static final String LOGBACK =
      """
      <configuration>
        <appender name="FILE" class="ch.qos.logback.core.FileAppender">
          <file>logback.log</file>
          <encoder><pattern>%s ${who} %%d{MMMM,${user.timezone}} %%msg%%n</pattern></encoder>
        </appender>
        <root level="INFO"><appender-ref ref="FILE"/></root>
      </configuration>
      """;

  private static final String LOG4J =
      """
      <Configuration name="%s">
        <Appenders>
          <File name="FILE" fileName="log4j.log">
            <PatternLayout pattern="${sys:who} ${env:WHO} %%msg%%n"/>
          </File>
        </Appenders>
        <Loggers><Root level="INFO"><AppenderRef ref="FILE"/></Root></Loggers>
      </Configuration>
      """;

  @TempDir private Path directory = Path.of("");

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private TestSite alpha;

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private TestSite beta;

  @BeforeEach
  void start() throws IOException {
    alpha = site("alpha", "tr");
    beta = site("beta", "de");
  }

  private TestSite site(String name, String language) throws IOException {
    Map<String, String> properties = new HashMap<>();
    properties.put("user.language", language);
    properties.put("user.country", "");
    properties.put("logback.configurationFile", configuration(name, "logback", LOGBACK));
    properties.put("log4j2.configurationFile", configuration(name, "log4j2", LOG4J));
    return new TestSite(name, directory, true, properties);
  }

  private String configuration(String name, String library, String text) throws IOException {
    Path file = directory.resolve(name + "-" + library + ".xml");
    Files.writeString(file, text.formatted(name));
    return file.toUri().toString();
  }

  private void own(String code, String alphas, String betas) {
    String name = "dev.insula.probe." + code;
    assertEquals(alphas, alpha.call(name), () -> alpha.err() + alpha.out());
    assertEquals(betas, beta.call(name), () -> beta.err() + beta.out());
  }

  @Test
  void logbackFollowsEachSitesConfiguration() {
    String alphas = alpha.call("dev.insula.probe.LogbackUse");
    String betas = beta.call("dev.insula.probe.LogbackUse");
    assertTrue(alphas.matches("alpha alpha \\S+ hello\n"), alphas);
    assertTrue(betas.matches("beta beta \\S+ hello\n"), betas);
  }

  @Test
  void log4jFollowsEachSitesConfiguration() {
    own("Log4jUse", "alpha alpha alpha hello\n", "beta beta beta hello\n");
  }

  @Test
  void springSeesEachSitesEnvironment() {
    own("SpringUse", "alpha alpha alphaalpha alpha 5 /alpha", "beta beta betabeta beta 4 /beta");
  }

  @Test
  void typesafeConfigSeesEachSitesOverrides() {
    own("TypesafeUse", "alpha alpha", "beta beta");
  }

  @Test
  void smallRyeConfigSeesEachSitesSources() {
    own("SmallRyeUse", "alpha alpha", "beta beta");
  }

  @Test
  void h2OpensEachSitesDatabase() {
    own("H2Use", "alpha14 alpha14 true", "beta-12 beta-12 true");
  }

  @Test
  void jacksonWritesInEachSitesLocaleAndZone() {
    own(
        "JacksonUse",
        "tr \"Aralık 31 13\" {\"day\":\"Perşembe\"}",
        "de \"Dezember 31 12\" {\"day\":\"Donnerstag\"}");
  }

  @Test
  void hibernateValidatorSpeaksEachSitesLanguage() {
    own("ValidatorUse", "boş değer olamaz", "darf nicht leer sein");
  }

  @Test
  void withoutThePatchTheyShareTheHosts() {
    TestSite first = new TestSite("first", directory, false);
    TestSite second = new TestSite("second", directory, false);
    for (String code : new String[] {"ValidatorUse", "JacksonUse", "TypesafeUse", "SmallRyeUse"}) {
      String name = "dev.insula.probe." + code;
      assertEquals(first.call(name), second.call(name), code);
      assertNotEquals(alpha.call(name), first.call(name), code);
    }
    String refused = first.call("dev.insula.probe.H2Use") + second.call("dev.insula.probe.H2Use");
    assertTrue(refused.contains("failed"), refused);
  }
}
