// SPDX-License-Identifier: Apache-2.0
package shop;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;

/** The shop's own database, for its own route and for its audiences. */
public final class Warehouse implements CamelConfiguration {
    /** Under the name that audiences look for, where they do not name another one as their {@code source}. */
    @BindToRegistry(value = "warehouse", destroyMethod = "close")
    public DataSource warehouse() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:./data/shop;INIT=CREATE TABLE IF NOT EXISTS buyer (customer VARCHAR PRIMARY KEY)");
        return pool;
    }
}
