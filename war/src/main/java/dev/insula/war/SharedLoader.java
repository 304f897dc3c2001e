package dev.insula.war;

import java.beans.PropertyChangeListener;
import org.apache.catalina.Context;
import org.apache.catalina.Loader;
import org.apache.catalina.core.StandardContext;
import org.jspecify.annotations.Nullable;

/**
 * The loader of another context, which starts and stops it and must outlive this one's. Nothing of
 * it can be changed from here.
 */
final class SharedLoader implements Loader {
  private final StandardContext owner;
  private @Nullable Context context;

  SharedLoader(StandardContext owner) {
    this.owner = owner;
  }

  @Override
  public @Nullable ClassLoader getClassLoader() {
    return owner.getLoader().getClassLoader();
  }

  @Override
  public @Nullable Context getContext() {
    return context;
  }

  @Override
  public void setContext(@Nullable Context its) {
    context = its;
  }

  @Override
  public boolean getDelegate() {
    return owner.getLoader().getDelegate();
  }

  @Override
  public void setDelegate(boolean ignored) {}

  @Override
  public boolean modified() {
    return false;
  }

  @Override
  public void backgroundProcess() {}

  @Override
  public void addPropertyChangeListener(PropertyChangeListener ignored) {}

  @Override
  public void removePropertyChangeListener(PropertyChangeListener ignored) {}
}
