package dev.insula.host.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.UncheckedIOException;
import java.util.Set;

/** Writes maps, lists, texts, numbers and booleans as YAML in block style. */
public final class YamlText {
  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .stringQuotingChecker(new Quoting())
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
                  .build())
          .build();

  private YamlText() {}

  /** One document, without a mark at its start. */
  public static String of(Object value) {
    try {
      return YAML.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Quotes also what some reader of YAML takes for a number, a time or a date, such as {@code
   * 12:30}, {@code 0x10} and {@code 1_000}; a number with a unit is a text to all of them.
   */
  private static final class Quoting extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1L;

    /** Signs that begin a number, or something else than a text. */
    private static final String FIRST = "+-.*&!%@`|>[]{}";

    private static final Set<String> UNITS =
        Set.of("ms", "s", "m", "h", "d", "B", "KiB", "MiB", "GiB", "TiB");

    @Override
    public boolean needToQuoteName(String name) {
      return super.needToQuoteName(name) || looksLikeMore(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
      return super.needToQuoteValue(value) || looksLikeMore(value);
    }

    private static boolean looksLikeMore(String text) {
      int digits = 0;
      while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
        digits++;
      }
      boolean isAmount = digits > 0 && UNITS.contains(text.substring(digits));
      return !isAmount && (digits > 0 || (!text.isEmpty() && FIRST.indexOf(text.charAt(0)) >= 0));
    }
  }
}
