namespace SideBySide.Scenarios;

/// <summary>One configuration and what is asked of it.</summary>
/// <param name="Name">Also the name of the file in Configs.</param>
internal sealed record Scenario(string Name, Terrain Terrain)
{
    /// <summary>How many messages of the grammar follow the script.</summary>
    public int Generated { get; init; } = 120;

    /// <summary>Beside the life that every client of every configuration lives.</summary>
    public Action<Session>? Script { get; init; }

    /// <summary>Answers tell remaining seconds, which may step between two servers' answers.</summary>
    public bool TimesDrift { get; init; }

    /// <summary>Timers of the servers write too, so what they keep is compared at the end, not after each exchange.</summary>
    public bool IsTimed { get; init; }

    public override string ToString() => Name;
}
