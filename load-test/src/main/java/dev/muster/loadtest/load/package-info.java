/** Load over HTTP on a running Muster ({@code ./run load}); what users do is Gatling's, in a process of its own. */
@NullMarked
package dev.muster.loadtest.load;

import org.jspecify.annotations.NullMarked;
