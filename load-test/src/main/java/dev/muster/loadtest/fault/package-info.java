/** What goes wrong on purpose, and who checks that Muster stayed right meanwhile. */
@NullMarked
package dev.muster.loadtest.fault;

import org.jspecify.annotations.NullMarked;
