/** History and latest values in Cassandra: the ports that others use, and the store that implements them. */
@NullMarked
package dev.muster.twinservice.store;

import org.jspecify.annotations.NullMarked;
