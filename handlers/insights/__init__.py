"""What a group's counts say, as pictures behind buttons: who stays, what is answered, who takes part how."""
