package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.Locales;
import java.text.BreakIterator;
import java.text.Collator;
import java.text.RuleBasedCollator;
import java.util.Currency;
import java.util.Locale;
import java.util.Locale.Category;

/** Stands in for the default locale and for what is written, compared or named by it. */
public final class SiteLocale {
  private static final Locales LOCALES = Own.state().locales();

  private SiteLocale() {}

  @Replaces(Locale.class)
  public static Locale getDefault() {
    return LOCALES.base();
  }

  @Replaces(Locale.class)
  public static Locale getDefault(Category category) {
    return LOCALES.of(category);
  }

  @Replaces(Locale.class)
  public static void setDefault(Locale locale) {
    LOCALES.replace(locale);
  }

  @Replaces(Locale.class)
  public static void setDefault(Category category, Locale locale) {
    LOCALES.replace(category, locale);
  }

  @Replaces(value = Locale.class, kind = Kind.VIRTUAL)
  public static String getDisplayName(Locale locale) {
    return locale.getDisplayName(LOCALES.display());
  }

  @Replaces(value = Locale.class, kind = Kind.VIRTUAL)
  public static String getDisplayLanguage(Locale locale) {
    return locale.getDisplayLanguage(LOCALES.display());
  }

  @Replaces(value = Locale.class, kind = Kind.VIRTUAL)
  public static String getDisplayCountry(Locale locale) {
    return locale.getDisplayCountry(LOCALES.display());
  }

  @Replaces(value = Locale.class, kind = Kind.VIRTUAL)
  public static String getDisplayScript(Locale locale) {
    return locale.getDisplayScript(LOCALES.display());
  }

  @Replaces(value = Locale.class, kind = Kind.VIRTUAL)
  public static String getDisplayVariant(Locale locale) {
    return locale.getDisplayVariant(LOCALES.display());
  }

  @Replaces(value = Currency.class, kind = Kind.VIRTUAL)
  public static String getSymbol(Currency currency) {
    return currency.getSymbol(LOCALES.display());
  }

  @Replaces(value = Currency.class, kind = Kind.VIRTUAL)
  public static String getDisplayName(Currency currency) {
    return currency.getDisplayName(LOCALES.display());
  }

  @Replaces(value = String.class, kind = Kind.VIRTUAL)
  public static String toLowerCase(String text) {
    return text.toLowerCase(LOCALES.base());
  }

  @Replaces(value = String.class, kind = Kind.VIRTUAL)
  public static String toUpperCase(String text) {
    return text.toUpperCase(LOCALES.base());
  }

  @Replaces(
      value = {Collator.class, RuleBasedCollator.class},
      name = "getInstance")
  public static Collator collator() {
    return Collator.getInstance(LOCALES.base());
  }

  @Replaces(BreakIterator.class)
  public static BreakIterator getCharacterInstance() {
    return BreakIterator.getCharacterInstance(LOCALES.base());
  }

  @Replaces(BreakIterator.class)
  public static BreakIterator getWordInstance() {
    return BreakIterator.getWordInstance(LOCALES.base());
  }

  @Replaces(BreakIterator.class)
  public static BreakIterator getLineInstance() {
    return BreakIterator.getLineInstance(LOCALES.base());
  }

  @Replaces(BreakIterator.class)
  public static BreakIterator getSentenceInstance() {
    return BreakIterator.getSentenceInstance(LOCALES.base());
  }
}
