package dev.insula.probe;

import java.text.BreakIterator;
import java.text.Collator;
import java.util.Currency;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.Locale.Category;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The default locale, and what is named and compared by it. */
final class LocaleProbes {
  private static final String BUNDLE = LocaleProbes.class.getPackageName() + ".LocaleProbes$Words";

  private final ProbeSet probes;
  private final Locale own;

  LocaleProbes(ProbeSet probes) {
    this.probes = probes;
    this.own = Locale.of(probes.who);
  }

  void add() {
    defaults();
    names();
    letters();
    bundles();
    changes();
  }

  private void defaults() {
    probes.different("locale", () -> Locale.getDefault().toString());
    probes.different("locale to display", () -> Locale.getDefault(Category.DISPLAY).toString());
    probes.different("locale to format", () -> Locale.getDefault(Category.FORMAT).toString());
  }

  private void names() {
    Locale serbian = Locale.forLanguageTag("sr-Cyrl-RS");
    probes.different("display name", serbian::getDisplayName);
    probes.different("display language", () -> serbian.getDisplayLanguage());
    probes.different("display country", () -> serbian.getDisplayCountry());
    probes.different("display script", () -> serbian.getDisplayScript());
    probes.different("display variant", () -> Locale.of("en", "US", "POSIX").getDisplayVariant());
    probes.different(
        "currency symbols",
        () ->
            Stream.of("TRY", "USD", "JPY", "EUR", "GBP")
                .map(code -> Currency.getInstance(code).getSymbol())
                .collect(Collectors.joining()));
    probes.different("currency name", () -> Currency.getInstance("USD").getDisplayName());
  }

  // The default locale's case mapping is what is probed.
  @SuppressWarnings("StringCaseLocaleUsage")
  private void letters() {
    probes.different("lower case", () -> "I\u00cc".toLowerCase());
    probes.different("upper case", () -> "ii\u0307".toUpperCase());
    probes.same("collator", () -> "" + Collator.getInstance().equals("a", "a"));
    probes.same("characters", () -> "" + end(BreakIterator.getCharacterInstance()));
    probes.same("words", () -> "" + end(BreakIterator.getWordInstance()));
    probes.same("lines", () -> "" + end(BreakIterator.getLineInstance()));
    probes.same("sentences", () -> "" + end(BreakIterator.getSentenceInstance()));
  }

  private static int end(BreakIterator iterator) {
    iterator.setText("One two.");
    return iterator.last();
  }

  private void bundles() {
    ClassLoader loader = LocaleProbes.class.getClassLoader();
    Control control = Control.getNoFallbackControl(Control.FORMAT_DEFAULT);
    probes.different("bundle", () -> word(ResourceBundle.getBundle(BUNDLE)));
    probes.different("bundle by control", () -> word(ResourceBundle.getBundle(BUNDLE, control)));
    probes.different(
        "bundle of module",
        () -> word(ResourceBundle.getBundle(BUNDLE, LocaleProbes.class.getModule())));
    probes.different(
        "bundle that falls back", () -> word(ResourceBundle.getBundle(BUNDLE, Locale.CHINESE)));
    probes.different(
        "bundle of loader that falls back",
        () -> word(ResourceBundle.getBundle(BUNDLE, Locale.CHINESE, loader)));
  }

  private static String word(ResourceBundle bundle) {
    return bundle.getString("word");
  }

  private void changes() {
    probes.apart(
        "set locale to display",
        () -> Locale.setDefault(Category.DISPLAY, own),
        () -> Locale.getDefault(Category.DISPLAY).toString());
    probes.apart(
        "set locale",
        () -> Locale.setDefault(own),
        () -> Locale.getDefault() + " " + Locale.getDefault(Category.FORMAT));
    probes.apart(
        "set locale back",
        () -> Locale.setDefault(Locale.of(own.getLanguage().equals("alpha") ? "tr" : "lt")),
        () -> Locale.getDefault().toString());
  }

  /** The words of no particular language. */
  public static class Words extends ListResourceBundle {
    @Override
    protected Object[][] getContents() {
      return new Object[][] {{"word", "root"}};
    }
  }

  /** Turkish words. */
  public static final class Words_tr extends Words {
    @Override
    protected Object[][] getContents() {
      return new Object[][] {{"word", "sözcük"}};
    }
  }

  /** Lithuanian words. */
  public static final class Words_lt extends Words {
    @Override
    protected Object[][] getContents() {
      return new Object[][] {{"word", "žodis"}};
    }
  }
}
