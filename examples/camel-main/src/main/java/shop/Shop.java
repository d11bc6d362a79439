// SPDX-License-Identifier: Apache-2.0
package shop;

import org.apache.camel.main.Main;

/** A Camel application as there are many: a database, a route, settings. The cohort comes with its settings alone. */
public final class Shop {
    private Shop() {}

    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        main.configure().addConfiguration(Warehouse.class);
        main.configure().addRoutesBuilder(new Orders());
        main.run(arguments);
    }
}
