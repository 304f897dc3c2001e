package dev.insula.site.state;

import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The JDK's search for a resource bundle, with the site's default locale as the last resort. */
public final class BundleControl extends ResourceBundle.Control {
  private final Locales locales;

  /** The search of a site with these locales. */
  public BundleControl(Locales locales) {
    this.locales = locales;
  }

  @Override
  public @Nullable Locale getFallbackLocale(String baseName, Locale locale) {
    Locale own = locales.base();
    return locale.equals(own) ? null : own;
  }
}
