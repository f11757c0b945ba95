DROP TABLE IF EXISTS noegle.resultat;
GO
CREATE TABLE noegle.resultat (noegletal NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, udgave NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, kommune NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, periode NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, periode_start DATE, taeller DECIMAL(28, 5), naevner DECIMAL(28, 5), resultat DECIMAL(28, 5), status NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_folkeskolens_andel_af_undervisning;
GO
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_forebyggelsens_andel;
GO
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_budget_pr_indbygger;
GO
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_driftsudgift_pr_indbygger;
GO
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_indbyggervaekst;
GO
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_takstindtaegt_pr_indbygger;
GO
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.resultat') AND p.minor_id = 0 AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Alle nøgletal for alle kommuner og perioder', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Alle nøgletal for alle kommuner og perioder', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.resultat') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.resultat'), N'noegletal', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Nøgletallets navn', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'noegletal';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Nøgletallets navn', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'noegletal';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.resultat') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.resultat'), N'udgave', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Den udgave, som perioden er regnet efter', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'udgave';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Den udgave, som perioden er regnet efter', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'udgave';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.resultat') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.resultat'), N'kommune', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Kommunens nummer, tre cifre', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'kommune';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Kommunens nummer, tre cifre', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'kommune';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.resultat') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.resultat'), N'periode', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'periode';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'periode';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.resultat') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.resultat'), N'periode_start', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Periodens første dag', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'periode_start';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Periodens første dag', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'periode_start';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.resultat') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.resultat'), N'taeller', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Tælleren', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'taeller';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Tælleren', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'taeller';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.resultat') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.resultat'), N'naevner', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Nævneren', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'naevner';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Nævneren', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'naevner';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.resultat') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.resultat'), N'resultat', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Resultatet', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'resultat';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Resultatet', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'resultat';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.resultat') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.resultat'), N'status', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'ok, foreløbig, mangler, nævner_nul eller skjult', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'status';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'ok, foreløbig, mangler, nævner_nul eller skjult', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'resultat', @level2type = N'COLUMN', @level2name = N'status';
GO
