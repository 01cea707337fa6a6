namespace Nestor.Model.Classes;

/// <summary>Classes that stand in a list of the configuration, in its order: a guard, or what a reservation gives.</summary>
/// <param name="Names">As configured.</param>
/// <param name="Ids">Their numbers in the configuration's <see cref="ClassNames"/>.</param>
public sealed record ClassList(string[] Names, int[] Ids)
{
    public static readonly ClassList Empty = new([], []);

    public bool IsEmpty => Ids.Length == 0;

    /// <summary>As a guard: an empty list lets everybody in, another one those in any of its classes.</summary>
    public bool Admits(ClassSet classes)
    {
        if (Ids.Length == 0)
        {
            return true;
        }

        foreach (int id in Ids)
        {
            if (classes.Contains(id))
            {
                return true;
            }
        }

        return false;
    }
}
