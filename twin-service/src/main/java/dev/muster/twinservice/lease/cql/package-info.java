/** Sessions and leases in Cassandra. */
@NullMarked
package dev.muster.twinservice.lease.cql;

import org.jspecify.annotations.NullMarked;
