using CommandLines;
using CommandLines.Tables;
using Nestor.Json;

namespace NestorLeases;

/// <summary>The program <c>nestor leases</c>: lists leases without changing any.</summary>
public static class NestorLeasesProgram
{
    /// <summary>No lease was found.</summary>
    private const int None = 1;

    /// <summary>The command line is wrong, or the leases cannot be read.</summary>
    private const int Trouble = 2;

    public static int Run(string[] args)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16) { NewLine = "\n" };
        return Run(args, output, Console.Error);
    }

    /// <summary>Runs it with the texts going where they are wanted.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var program = NestorCommands.Leases;
        if (GivenFlags.ReadOrTell(program, args, output, errors) is not { } given)
        {
            return args.Contains("-h") || args.Contains("--help") ? 0 : Trouble;
        }

        if (LeaseFilter.Of(given, out string error) is not { } filter || LeaseSource.Read(given, out var family, out error) is not { } leases)
        {
            errors.WriteLine(error);
            return Trouble;
        }

        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var wanted = leases.Where(l => filter.Takes(l, now));
        long count = 0;
        bool isTable = !given.Has("--json") && !given.Has("--csv") && !given.Has("--count");
        if (given.Has("--csv"))
        {
            output.WriteLine(LeaseRecords.CsvHead(family));
        }

        foreach (var lease in wanted)
        {
            if (isTable && count == 0)
            {
                LeaseTableText.Head(family, given.Has("--wide"), output);
            }

            if (given.Has("--json"))
            {
                output.Write((count == 0 ? "[\n" : ",\n") + JsonWriter.Compact(LeaseRecords.Json(lease)));
            }
            else if (given.Has("--csv"))
            {
                output.WriteLine(LeaseRecords.Csv(lease));
            }
            else if (isTable)
            {
                LeaseTableText.Write(lease, now, given.Has("--wide"), output);
            }

            count++;
        }

        if (given.Has("--json"))
        {
            output.WriteLine(count == 0 ? "[ ]" : "\n]");
        }
        else if (given.Has("--count"))
        {
            output.WriteLine(count);
        }
        else if (isTable && count == 0)
        {
            errors.WriteLine("no lease is found");
        }

        return count == 0 ? None : 0;
    }
}
