/**
 * The process-wide state of one site: properties, environment, streams, locale, time zone, working
 * directory, hooks, loggers, MBeans, drivers. One {@link dev.insula.site.state.SiteState} per
 * generation of a site; its classes are defined once, by the host.
 */
@NullMarked
package dev.insula.site.state;

import org.jspecify.annotations.NullMarked;
