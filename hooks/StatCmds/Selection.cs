using Nestor.Json;

namespace StandardLibraries.StatCmds;

/// <summary>Which subnets a command asks for.</summary>
/// <param name="First">The lowest id.</param>
/// <param name="Last">The highest id.</param>
/// <param name="Text">As it stands behind the name of the command in the answer.</param>
/// <param name="NoneText">What is said when there are none of them.</param>
/// <param name="IsNarrow">Not all are asked for.</param>
internal sealed record Selection(long First, long Last, string Text, string NoneText, bool IsNarrow)
{
    private static readonly Selection All = new(0, uint.MaxValue, "[all subnets]", "", false);

    public bool Has(uint id) => id >= First && id <= Last;

    /// <summary>Null, with what is wrong, when the arguments are.</summary>
    public static Selection? Read(Element? arguments, out string problem)
    {
        problem = "";
        if (arguments is null)
        {
            return All;
        }

        var (one, range) = (arguments["subnet-id"], arguments["subnet-range"]);
        problem = arguments.Kind != ElementKind.Map ? "'arguments' parameter is not a map"
            : one is not null && range is not null ? "cannot specify both subnet-id and subnet-range"
            : one is { Kind: not ElementKind.Integer } ? "'subnet-id' parameter is not integer"
            : one is { Integer: <= 0 } ? "'subnet-id' parameter must be > 0"
            : range is { Kind: not ElementKind.Map } ? "subnet-range parameter is not a map"
            : range is null ? ""
            : End(range, "first-subnet-id") ?? End(range, "last-subnet-id")
                ?? (range["last-subnet-id"]!.Integer < range["first-subnet-id"]!.Integer ? "'last-subnet-id' must be greater than 'first-subnet-id'" : "");
        if (problem.Length > 0)
        {
            return null;
        }

        if (one is not null)
        {
            long id = one.Integer;
            return new(id, id, $"[subnet-id={id}]", $"subnet-id: {id} does not exist", true);
        }

        if (range is null)
        {
            return All;
        }

        var (first, last) = (range["first-subnet-id"]!.Integer, range["last-subnet-id"]!.Integer);
        return new(first, last, $"[subnets {first} through {last}]", $"selected ID range: {first} through {last} includes no known subnets", true);
    }

    private static string? End(Element range, string name) => range[name] switch
    {
        not { Kind: ElementKind.Integer } => $"'{name}' parameter missing or not an integer",
        { Integer: <= 0 } => $"'{name}' parameter must be > 0",
        _ => null,
    };
}
