package dev.insula.site.state;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Locale.Category;
import java.util.Objects;
import java.util.Properties;

/** A site's default locales. */
public final class Locales {
  private volatile Locale base;
  private volatile Locale display;
  private volatile Locale format;

  Locales(SystemProperties properties) {
    this.base = declared(properties, "", Locale.getDefault());
    boolean own = !properties.declared("user.language").isEmpty();
    this.display =
        declared(properties, ".display", own ? base : Locale.getDefault(Category.DISPLAY));
    this.format = declared(properties, ".format", own ? base : Locale.getDefault(Category.FORMAT));
    Properties live = properties.live();
    live.setProperty("user.language", base.getLanguage());
    publish(live, "user.country", base.getCountry());
    publish(live, "user.script", base.getScript());
    publish(live, "user.variant", base.getVariant());
  }

  private static void publish(Properties live, String key, String value) {
    if (!value.isEmpty()) {
      live.setProperty(key, value);
    }
  }

  private static Locale declared(SystemProperties properties, String suffix, Locale otherwise) {
    String language = properties.declared("user.language" + suffix);
    String country = properties.declared("user.country" + suffix);
    String script = properties.declared("user.script" + suffix);
    String variant = properties.declared("user.variant" + suffix);
    if ((language + country + script + variant).isEmpty()) {
      return otherwise;
    }
    try {
      return new Locale.Builder()
          .setLanguage(language.isEmpty() ? otherwise.getLanguage() : language)
          .setRegion(country)
          .setScript(script)
          .setVariant(variant)
          .build();
    } catch (IllformedLocaleException e) {
      throw new IllegalArgumentException(
          "The properties user.language, user.country, user.script and user.variant make no"
              + " locale: "
              + e.getMessage(),
          e);
    }
  }

  /** {@code Locale.getDefault()}. */
  public Locale base() {
    return base;
  }

  /** {@code Locale.getDefault(DISPLAY)}: for names shown to a person. */
  public Locale display() {
    return display;
  }

  /** {@code Locale.getDefault(FORMAT)}: for numbers and dates. */
  public Locale format() {
    return format;
  }

  /** The default for a category. */
  public Locale of(Category category) {
    return switch (category) {
      case DISPLAY -> display;
      case FORMAT -> format;
    };
  }

  /** As {@code Locale.setDefault(Locale)}: all of them. */
  public synchronized void replace(Locale locale) {
    base = Objects.requireNonNull(locale, "Can't set default locale to NULL");
    display = locale;
    format = locale;
  }

  /** As {@code Locale.setDefault(Category, Locale)}. */
  public synchronized void replace(Category category, Locale locale) {
    Objects.requireNonNull(locale, "Can't set default locale to NULL");
    switch (category) {
      case DISPLAY -> display = locale;
      case FORMAT -> format = locale;
    }
  }
}
