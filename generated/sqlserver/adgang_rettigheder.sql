GRANT SELECT ON OBJECT::noegle.vist_resultat TO [noegle_laeser];
GO
GRANT SELECT ON OBJECT::noegle.vist_sammenligning TO [noegle_laeser];
GO
GRANT SELECT ON OBJECT::noegle.vist_brud TO [noegle_kommune];
GO
GRANT SELECT ON OBJECT::noegle.grundlag_forebyggelsens_andel TO [noegle_kommune];
GO
GRANT SELECT ON OBJECT::noegle.grundlag_budget_pr_indbygger TO [noegle_kommune];
GO
GRANT SELECT ON OBJECT::noegle.grundlag_driftsudgift_pr_indbygger TO [noegle_kommune];
GO
GRANT SELECT ON OBJECT::noegle.grundlag_takstindtaegt_pr_indbygger TO [noegle_kommune];
GO
GRANT SELECT ON OBJECT::noegle.katalog TO [noegle_laeser];
GO
