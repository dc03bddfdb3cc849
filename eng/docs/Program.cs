using Grocery.Docs.Api;

if (args is not [var folder])
{
    Console.Error.WriteLine("Usage: Grocery.Docs FOLDER\n\nWrites the API reference of the packages as Markdown into FOLDER.");
    return 2;
}

var pages = ApiReference.Load().WriteTo(folder);
Console.WriteLine($"Wrote {pages} pages into {folder}.");
return 0;
