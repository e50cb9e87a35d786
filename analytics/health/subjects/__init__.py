"""The subjects of a check: what it looks at, one module each.

A subject is added in five steps; `people.py` is the model.

1.  **Count in SQL.** A migration of this app makes

        measure_<subject>(first_day date, last_day date, only_community uuid, asked_at timestamptz)
          returns table (community_id uuid, figures jsonb)   (or text)

    with `Function(…, roles=("app_metrics",), language="plpgsql", definer=False)`: one set-based pass over all
    communities of the tenant, or over `only_community` where it is given. Several subjects may name the same function:
    what is counted in one pass (`measure_activity` in 0034, a procedure, so that the planner knows the bounds). It runs
    as `app_metrics`, which sees no words: give it the columns that it needs (`*for_metrics(TABLE, columns)` in the
    tables' constraints) and filter by the tenant. Days are those of the tenant's time zone (see 0034). The jsonb holds
    raw counts and sums. A community without rows is absent: its figures are None and nothing is found. Two-level
    aggregates instead of `count(distinct)`; nothing that is called per row; `not in (select …)` or `not exists` instead
    of an outer join with `is null`, of which the planner expects a single row. Name the function in `INVOKERS`
    (tenancy/wall/lint/exceptions.py).
2.  **Define.** `INDICATORS`: key, label, the definition in full sentences, unit, which way is better, and the flags
    of who sees it beside leader and operator. Keys are unique over all subjects and never change their meaning
    without a new version (`DEFINITIONS_VERSION`; `since` names the version in which the meaning began).
3.  **Publish.** `figures_from(raw)` makes one figure per indicator, None where it does not exist or stands on too few
    people. What is anonymous is left out below its smallest group here, before anything is stored.
4.  **Judge.** `findings(figures, kind)` yields findings from the figures of *all* subjects (those of absent subjects
    are None); it is asked only where the own subject is known. `WORDS` has title, evidence, likely cause and next
    step for each code. A finding opens a corrective action, and the next check says whether it worked.
5.  **Register.** `SUBJECT = Subject(…)` goes into `SUBJECTS` of `registered.py`. A subject with
    `section=Section.PERFORMANCE` (goals, solutions) is shown apart and never enters the word.

Stored runs, pages, CSV and `health_check --json` follow by themselves.
"""
