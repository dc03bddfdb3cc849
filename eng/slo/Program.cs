// Turns what the services promise (slo.yaml) into rules, dashboards and thresholds, and holds it against what they measure.
return await Grocery.Slo.SloCommand.RunAsync(args, Console.Out, Console.Error);
