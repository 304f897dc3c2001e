package dev.insula.spawner.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTextTest {
  private static final String LEAST =
      """
      plan 1
      site shop
      uid 64201
      gid 64202
      argument /usr/bin/true
      directory /srv/shop
      log /var/log/insula/shop.log
      """;

  @Test
  void aPlanWithoutLimitsGetsTheDefaults() {
    assertEquals(
        new Plan(
            "shop",
            new User(64201, 64202, List.of()),
            List.of("/usr/bin/true"),
            Map.of(),
            Path.of("/srv/shop"),
            new Plan.Input(Plan.Format.TEXT, ""),
            Path.of("/var/log/insula/shop.log"),
            new Limits(536870912, 200, 256, 4096, 1073741824, 67108864),
            new Room(List.of(), List.of(), false),
            Map.of()),
        PlanText.read(LEAST));
  }

  @Test
  void everyKeyHasItsPlace() {
    String text =
        """
        # written by hand
        plan 1
        site shop
        uid 1
        gid 2
        group 3
        group 4
        argument /bin/p
        argument two words\\nand a line
        environment A=b=c
        environment EMPTY=
        directory /srv
        input-format JSON
        input {"x":"\\\\n"}\\n
        log /l/shop.log
        memory 1048577
        cpu 50
        tasks 9
        files 17
        file-size 18
        temporary 19
        read-only /ro
        read-write /rw
        network host
        secret KEY /s/k e y
        shares acme
        farewell stop ${site}\\n
        """;
    assertEquals(
        new Plan(
            "shop",
            new User(1, 2, List.of(3, 4)),
            List.of("/bin/p", "two words\nand a line"),
            Map.of("A", "b=c", "EMPTY", ""),
            Path.of("/srv"),
            new Plan.Input(Plan.Format.JSON, "{\"x\":\"\\n\"}\n"),
            Path.of("/l/shop.log"),
            new Limits(1048577, 50, 9, 17, 18, 19),
            new Room(List.of(Path.of("/ro")), List.of(Path.of("/rw")), true),
            Map.of("KEY", Path.of("/s/k e y")),
            Optional.of(new Plan.Shared("acme", "stop ${site}\n"))),
        PlanText.read(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          uid 0                      | never runs as root
          gid 0                      | never runs as root
          group 0                    | never runs as root
          uid 1\\nuid 2              | line 8: "uid" comes twice
          colour blue                | line 8: "colour" is no "key value" of a plan
          memory                     | line 8: "memory" is no "key value" of a plan
          memory lots                | memory "lots" is no number
          memory 9                   | memory is 9; it must be at least 1048576
          tasks 0                    | tasks is 0; it must be at least 1
          network some               | network is "some"; it is none or host
          read-write /               | cannot be shown
          read-only /proc/1          | it has its own
          read-only /srv/../etc      | cannot be shown
          read-only srv              | cannot be shown
          environment =x             | comes twice or has no value
          environment A=1\\nenvironment A=2 | comes twice or has no value
          secret KEY                 | comes twice or has no value
          shares ../x                | "../x" is no name of a shared process
          argument a\\\\0b           | an argument holds a NUL
          """)
  void aFaultIsASentence(String lines, String expected) {
    String key = lines.substring(0, lines.indexOf(' ') < 0 ? lines.length() : lines.indexOf(' '));
    String base =
        lines.startsWith("uid 1") || !LEAST.contains("\n" + key + " ") || key.equals("argument")
            ? LEAST
            : LEAST.replaceFirst("\n" + key + " [^\n]*", "");
    String text = base + lines.translateEscapes() + "\n";
    String message =
        assertThrows(IllegalArgumentException.class, () -> PlanText.read(text)).getMessage();
    assertTrue(String.valueOf(message).contains(expected), message);
  }

  @Test
  void whateverIsWrittenIsReadAgain() {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      Plan plan = any(random);
      assertEquals(plan, PlanText.read(PlanText.write(plan)), "seed " + seed + ", plan " + i);
    }
  }

  private static Plan any(SplittableRandom random) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      environment.put("N" + i + word(random).replace("=", ""), word(random));
    }
    return new Plan(
        "s" + random.nextInt(100),
        new User(1 + random.nextInt(9), 1 + random.nextInt(9), List.of(1 + random.nextInt(9))),
        List.of("/" + word(random), word(random), word(random)),
        environment,
        Path.of("/" + word(random)),
        new Plan.Input(
            random.nextBoolean() ? Plan.Format.JSON : Plan.Format.PROPERTIES, word(random)),
        Path.of("/log"),
        new Limits(1 << 20, 1, 1 + random.nextInt(9), 16, 1, 1),
        new Room(
            List.of(Path.of("/a" + word(random).replace("/", ""))),
            List.of(),
            random.nextBoolean()),
        Map.of("K", Path.of("/" + word(random))),
        random.nextBoolean()
            ? Optional.of(new Plan.Shared("p" + random.nextInt(9), word(random)))
            : Optional.empty());
  }

  private static String word(SplittableRandom random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append("\n\r\\ \t\"#=ab/${}\u00e9\u2028\f\u0085".charAt(random.nextInt(18)));
    }
    return text.toString();
  }
}
