package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.state.BundleControl;
import dev.insula.site.state.Locales;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;

/** Stands in for resource bundles, which fall back to the default locale. */
public final class SiteBundles {
  private static final Locales LOCALES = Own.state().locales();
  private static final ClassLoader LOADER = Own.state().loader();
  private static final ResourceBundle.Control CONTROL = new BundleControl(LOCALES);

  private SiteBundles() {}

  @Replaces({ResourceBundle.class, ListResourceBundle.class, PropertyResourceBundle.class})
  public static ResourceBundle getBundle(String name) {
    return getBundle(name, LOCALES.base());
  }

  @Replaces({ResourceBundle.class, ListResourceBundle.class, PropertyResourceBundle.class})
  public static ResourceBundle getBundle(String name, ResourceBundle.Control control) {
    return ResourceBundle.getBundle(name, LOCALES.base(), LOADER, control);
  }

  @Replaces({ResourceBundle.class, ListResourceBundle.class, PropertyResourceBundle.class})
  public static ResourceBundle getBundle(String name, Locale locale) {
    return ResourceBundle.getBundle(name, locale, LOADER, CONTROL);
  }

  @Replaces({ResourceBundle.class, ListResourceBundle.class, PropertyResourceBundle.class})
  public static ResourceBundle getBundle(String name, Locale locale, ClassLoader loader) {
    return ResourceBundle.getBundle(name, locale, loader, CONTROL);
  }

  @Replaces({ResourceBundle.class, ListResourceBundle.class, PropertyResourceBundle.class})
  public static ResourceBundle getBundle(String name, Module module) {
    return ResourceBundle.getBundle(name, LOCALES.base(), module);
  }
}
