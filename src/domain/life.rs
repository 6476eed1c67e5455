//! An item's life: what each command makes of an item.
