package dev.insula.config.read;

import dev.insula.config.ByteSize;
import dev.insula.config.CpuShare;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/** Types of values that are a whole number with its unit. */
final class Units {
  private static final SequencedMap<String, Long> MILLISECONDS =
      units(
          List.of("ms", "s", "m", "h", "d"), List.of(1L, 1000L, 60_000L, 3_600_000L, 86_400_000L));
  private static final SequencedMap<String, Long> BYTES =
      units(
          List.of("B", "KiB", "MiB", "GiB", "TiB"),
          List.of(1L, 1L << 10, 1L << 20, 1L << 30, 1L << 40));
  private static final int LONGEST_NUMBER = 12;
  private static final SequencedMap<String, Long> PERCENT = units(List.of("%"), List.of(1L));

  private Units() {}

  private static SequencedMap<String, Long> units(List<String> names, List<Long> amounts) {
    SequencedMap<String, Long> units = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      units.put(names.get(i), amounts.get(i));
    }
    return Collections.unmodifiableSequencedMap(units);
  }

  static Type<Duration> duration(Duration min, Duration max) {
    String rule =
        "a time from "
            + text(min)
            + " to "
            + text(max)
            + " with its unit (ms, s, m, h or d), such as 30s";
    return quantity(MILLISECONDS, "s", rule, min.toMillis(), max.toMillis(), Duration::ofMillis);
  }

  static Type<ByteSize> size(ByteSize min) {
    String rule = "a size from " + min + " with its unit (B, KiB, MiB, GiB or TiB), such as 64MiB";
    return quantity(BYTES, "MiB", rule, min.bytes(), 1L << 50, ByteSize::new);
  }

  static Type<CpuShare> cpu() {
    String rule = "a share of one processor from 1% to 100000%, such as 50%";
    return quantity(PERCENT, "%", rule, 1, 100_000, percent -> new CpuShare((int) percent));
  }

  private interface Maker<T> {
    T make(long amount);
  }

  private static <T> Type<T> quantity(
      SequencedMap<String, Long> units,
      String usual,
      String rule,
      long min,
      long max,
      Maker<T> maker) {
    return (node, report) -> {
      Optional<Long> amount =
          node instanceof Node.Scalar scalar ? amount(scalar.text(), units) : Optional.empty();
      Optional<Long> fitting = amount.filter(value -> value >= min && value <= max);
      if (fitting.isEmpty()) {
        Scalars.refuse(
            node, rule, amount.isPresent() ? "" : suggestion(node, units, usual), report);
      }
      return fitting.map(maker::make);
    };
  }

  private static Optional<Long> amount(String text, SequencedMap<String, Long> units) {
    String digits = leadingDigits(text);
    Optional<Long> unit = Optional.ofNullable(units.get(text.substring(digits.length())));
    if (digits.length() > LONGEST_NUMBER || !Scalars.isWhole(digits) || unit.isEmpty()) {
      return Optional.empty();
    }
    long count = Long.parseLong(digits);
    return count > Long.MAX_VALUE / unit.get() ? Optional.empty() : Optional.of(count * unit.get());
  }

  private static String leadingDigits(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return text.substring(0, end);
  }

  /** The same number with the unit that was probably meant. */
  private static String suggestion(Node node, SequencedMap<String, Long> units, String usual) {
    String text = node instanceof Node.Scalar scalar ? scalar.text() : "";
    String digits = leadingDigits(text);
    String written = text.substring(digits.length()).strip().toLowerCase(Locale.ROOT);
    boolean isNumber = Scalars.isWhole(digits) && digits.length() <= LONGEST_NUMBER;
    Optional<String> unit = written.isEmpty() ? Optional.of(usual) : meant(written, units);
    return isNumber
        ? unit.map(name -> Words.didYouMean("\"" + digits + name + "\"")).orElse("")
        : "";
  }

  private static Optional<String> meant(String written, SequencedMap<String, Long> units) {
    String word = written.startsWith("mil") ? "ms" : written;
    return units.keySet().stream()
        .filter(unit -> word.charAt(0) == Character.toLowerCase(unit.charAt(0)))
        .filter(unit -> unit.length() != 2 || word.startsWith(unit))
        .findFirst();
  }

  /** A time as the manifest writes it. */
  static String text(Duration time) {
    long millis = time.toMillis();
    String text = millis + "ms";
    for (String unit : MILLISECONDS.keySet()) {
      long size = MILLISECONDS.getOrDefault(unit, 1L);
      boolean isRound = millis >= size && millis % size == 0;
      text = isRound && (unit.length() == 1 && !unit.equals("d")) ? millis / size + unit : text;
    }
    return millis == 0 ? "0s" : text;
  }
}
