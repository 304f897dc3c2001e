package dev.insula.site.clean;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.security.Provider;
import java.security.Security;
import java.util.ResourceBundle;

/**
 * Resets the defaults of the whole JVM that a site has set to objects of its own. They are not kept
 * apart by site; here it is only seen to it that a stopped site is not the one that answers.
 */
final class JvmDefaults {
  private final ProxySelector proxySelector = ProxySelector.getDefault();

  void clean(SiteLoaders site, Findings findings) {
    for (Provider provider : Security.getProviders()) {
      if (site.owns(provider)) {
        Security.removeProvider(provider.getName());
        findings.cleaned("The security provider " + provider.getName() + " was removed.");
      }
    }
    if (site.owns(Authenticator.getDefault())) {
      Authenticator.setDefault(null);
      findings.cleaned("The default java.net.Authenticator was removed.");
    }
    if (site.owns(ProxySelector.getDefault())) {
      ProxySelector.setDefault(proxySelector);
      findings.cleaned("The default java.net.ProxySelector was reset.");
    }
    if (site.owns(CookieHandler.getDefault())) {
      CookieHandler.setDefault(null);
      findings.cleaned("The default java.net.CookieHandler was removed.");
    }
    if (site.owns(ResponseCache.getDefault())) {
      ResponseCache.setDefault(null);
      findings.cleaned("The default java.net.ResponseCache was removed.");
    }
    ResourceBundle.clearCache(site.site());
  }
}
