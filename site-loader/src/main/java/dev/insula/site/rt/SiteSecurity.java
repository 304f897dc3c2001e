package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.state.SharedWrites;
import java.io.ObjectInputFilter;
import java.security.Provider;
import java.security.Security;
import java.util.function.BinaryOperator;
import javax.security.auth.login.Configuration;
import org.jspecify.annotations.Nullable;

/** Tells of writes to what the JVM has once for security. */
public final class SiteSecurity {
  private static final SharedWrites SHARED = Own.state().sharedWrites();

  private SiteSecurity() {}

  @Replaces(value = Security.class, shared = true)
  public static int addProvider(Provider provider) {
    SHARED.write();
    return Security.addProvider(provider);
  }

  @Replaces(value = Security.class, shared = true)
  public static int insertProviderAt(Provider provider, int position) {
    SHARED.write();
    return Security.insertProviderAt(provider, position);
  }

  @Replaces(value = Security.class, shared = true)
  public static void removeProvider(String name) {
    SHARED.write();
    Security.removeProvider(name);
  }

  @Replaces(value = Security.class, shared = true)
  public static void setProperty(String key, String value) {
    SHARED.write();
    Security.setProperty(key, value);
  }

  @Replaces(value = Configuration.class, shared = true)
  public static void setConfiguration(@Nullable Configuration configuration) {
    SHARED.write();
    Configuration.setConfiguration(configuration);
  }

  @Replaces(value = ObjectInputFilter.Config.class, shared = true)
  public static void setSerialFilter(ObjectInputFilter filter) {
    SHARED.write();
    ObjectInputFilter.Config.setSerialFilter(filter);
  }

  @Replaces(value = ObjectInputFilter.Config.class, shared = true)
  public static void setSerialFilterFactory(BinaryOperator<ObjectInputFilter> factory) {
    SHARED.write();
    ObjectInputFilter.Config.setSerialFilterFactory(factory);
  }
}
