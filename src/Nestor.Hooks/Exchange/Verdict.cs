namespace Nestor.Hooks.Exchange;

/// <summary>What becomes of a query after a stage.</summary>
public enum Verdict : byte
{
    /// <summary>The next stage runs.</summary>
    Continue,

    /// <summary>The query ends here without an answer; the stage has counted and logged why.</summary>
    Drop,

    /// <summary>The query waits for something outside; it comes back as a message and goes on with the next stage.</summary>
    Park,

    /// <summary>All is decided: the reply is sent without the stages that are left.</summary>
    Answer,
}
