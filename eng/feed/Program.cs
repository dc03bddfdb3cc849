// Makes a NuGet v3 feed of packages: files that any web server, or S3, answers with.
return await Grocery.Feed.FeedCommand.RunAsync(args, Console.Out, Console.Error);
