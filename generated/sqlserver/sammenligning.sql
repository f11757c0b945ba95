DROP TABLE IF EXISTS noegle.sammenligning;
GO
CREATE TABLE noegle.sammenligning (noegletal NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, kommune NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, periode NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, resultat DECIMAL(28, 5), landsgennemsnit DECIMAL(28, 5), gruppegennemsnit DECIMAL(28, 5), regionsgennemsnit DECIMAL(28, 5), afvigelse DECIMAL(28, 5), rang INT, antal INT, percentil DECIMAL(28, 5), mulighedsrum DECIMAL(28, 5), status NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO
INSERT INTO noegle.sammenligning (noegletal, kommune, periode, resultat, status)
SELECT noegletal, kommune, periode, resultat, status
FROM noegle.resultat AS r
WHERE noegletal IN (N'folkeskolens_andel_af_undervisning', N'forebyggelsens_andel', N'indbyggervaekst', N'takstindtaegt_pr_indbygger')
  OR noegletal IN (SELECT noegletal FROM noegle.medlemmer WHERE figur IN (N'budget_pr_indbygger', N'driftsudgift_pr_indbygger'));
GO
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.sammenligning') AND p.minor_id = 0 AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Nøgletallene holdt op mod hinanden, kommune for kommune', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Nøgletallene holdt op mod hinanden, kommune for kommune', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.sammenligning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.sammenligning'), N'noegletal', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Nøgletallets navn', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'noegletal';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Nøgletallets navn', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'noegletal';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.sammenligning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.sammenligning'), N'kommune', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Kommunens nummer, tre cifre', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'kommune';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Kommunens nummer, tre cifre', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'kommune';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.sammenligning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.sammenligning'), N'periode', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'periode';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'periode';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.sammenligning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.sammenligning'), N'resultat', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Resultatet', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'resultat';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Resultatet', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'resultat';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.sammenligning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.sammenligning'), N'landsgennemsnit', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Gennemsnittet af landets kommuner', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'landsgennemsnit';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Gennemsnittet af landets kommuner', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'landsgennemsnit';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.sammenligning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.sammenligning'), N'gruppegennemsnit', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Gennemsnittet af sammenligningskommunerne', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'gruppegennemsnit';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Gennemsnittet af sammenligningskommunerne', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'gruppegennemsnit';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.sammenligning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.sammenligning'), N'regionsgennemsnit', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Gennemsnittet af regionens kommuner', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'regionsgennemsnit';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Gennemsnittet af regionens kommuner', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'regionsgennemsnit';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.sammenligning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.sammenligning'), N'afvigelse', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Resultatet minus landsgennemsnittet', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'afvigelse';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Resultatet minus landsgennemsnittet', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'afvigelse';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.sammenligning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.sammenligning'), N'rang', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Pladsen blandt kommunerne; 1 er først', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'rang';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Pladsen blandt kommunerne; 1 er først', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'rang';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.sammenligning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.sammenligning'), N'antal', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Hvor mange kommuner der er med', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'antal';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Hvor mange kommuner der er med', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'antal';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.sammenligning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.sammenligning'), N'percentil', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Hvor mange af de andre der ligger lavere, i procent', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'percentil';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Hvor mange af de andre der ligger lavere, i procent', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'percentil';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.sammenligning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.sammenligning'), N'mulighedsrum', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Hvad det ville frigøre at nå niveauet', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'mulighedsrum';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Hvad det ville frigøre at nå niveauet', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'mulighedsrum';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.sammenligning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.sammenligning'), N'status', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'ok, foreløbig, mangler, nævner_nul eller skjult', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'status';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'ok, foreløbig, mangler, nævner_nul eller skjult', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'sammenligning', @level2type = N'COLUMN', @level2name = N'status';
GO
