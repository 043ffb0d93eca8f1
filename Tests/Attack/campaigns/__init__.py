"""The campaigns, one line each."""
from campaigns import (database, disk, engines, kill, life, locks, numbers, outputs, tampers, text,
                       toml, two, workspace)
from harness.campaign import Campaign

CAMPAIGNS = [
    Campaign("kill-typing", "kill -9 while a policy and a content are typed", kill.typing, 8, 150, 4),
    Campaign("kill-save", "kill -9 at each step of saving a version", kill.save, 1, 3, 2),
    Campaign("kill-save-key", "kill -9 at each step of Ctrl-S in the workbench", kill.save_key, 10, 40, 2),
    Campaign("kill-stream", "kill -9 while an engine streams", kill.stream, 6, 60, 3),
    Campaign("kill-evaluation", "kill -9 at steps of an evaluation, then resume", kill.evaluation, 5, 60, 2),
    Campaign("kill-import", "kill -9 at each step of importing cases", kill.import_cases, 1, 2, 2),
    Campaign("kill-label", "kill -9 at each step of moving a label", kill.label, 1, 3, 2),
    Campaign("kill-erase", "kill -9 at steps of erasing a content", kill.erase, 4, 60, 2),
    Campaign("kill-migration", "kill -9 at steps of migrating records", kill.migration, 4, 40, 2),
    Campaign("failing-calls", "each call of each write fails once", disk.failing_calls, 14, 1000, 2, disk.failing_items),
    Campaign("disk-full", "a small disk that fills", disk.full, 6, 60, 2),
    Campaign("outputs", "output that is full, closed or not read", outputs.attempt, 16, 1000, 3, outputs.items),
    Campaign("locks", "another process holds the records", locks.attempt, 1000, 1000, 3, locks.items),
    Campaign("engines", "hostile engines", engines.attempt, 1000, 1000, 3, engines.items),
    Campaign("text", "hostile text on every screen", text.attempt, 2, 40, 2),
    Campaign("workspace", "a workspace made by a stranger", workspace.attempt, 1000, 1000, 3, workspace.items),
    Campaign("database", "a database made by a stranger", database.attempt, 53, 1000, 3, database.items),
    Campaign("tampers", "changed records that audit verify must name", tampers.attempt, 1000, 1000, 3, tampers.items),
    Campaign("numbers", "extreme numbers in replies, options and files", numbers.attempt, 1000, 1000, 3, numbers.items),
    Campaign("toml", "broken settings", toml.attempt, 42, 1000, 3, toml.items),
    Campaign("two-workbenches", "two workbenches on one policy", two.attempt, 2, 30, 2),
    Campaign("long-life", "thousands of keys, runs and sizes", life.attempt, 1, 1, 1),
]
