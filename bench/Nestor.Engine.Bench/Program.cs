using System.Globalization;
using Nestor.Engine.Bench;

// The engine alone, without sockets and disk: time and allocation of an exchange; then a full pool beside an empty one.
var say = Console.Out;
say.WriteLine("operation\tns\tbytes");
foreach (string name in Operations.Names.Where(n => args.Length == 0 || args.Any(a => n.Contains(a, StringComparison.Ordinal))))
{
    var cost = Operations.Measure(name, 200_000);
    say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{cost.Nanoseconds:F0}\t{cost.Bytes:F3}"));
}

if (args.Length > 0)
{
    return;
}

say.WriteLine();
say.WriteLine("allocator\texchange_empty_ns\texchange_full_ns\tratio\tpick_empty_ns\tpick_full_ns");
foreach (string allocator in (string[])["iterative", "random", "flq"])
{
    double empty = FullPool.Measure(allocator, isFull: false, 4000, out double emptyPick);
    double full = FullPool.Measure(allocator, isFull: true, 4000, out double fullPick);
    say.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{allocator}\t{empty:F0}\t{full:F0}\t{full / empty:F2}\t{emptyPick:F0}\t{fullPick:F0}"));
}
